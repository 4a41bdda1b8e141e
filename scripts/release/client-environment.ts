import { mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** A registry of a rehearsal asks for a token, and takes any. */
const TOKEN = 'rehearsal';

/**
 * Makes a home for npm and pnpm where nobody has been: no cache, no store, no configuration but the
 * registry to use.
 *
 * @param tools A folder whose programs come first on the path.
 * @returns The environment to run them with.
 */
export async function clientEnvironment(options: {
  readonly home: string;
  readonly registry: string;
  readonly tools: string;
  readonly env?: NodeJS.ProcessEnv;
}): Promise<NodeJS.ProcessEnv> {
  const { env = process.env, home, registry, tools } = options;
  const temporary = join(home, 'tmp');
  await mkdir(temporary, { recursive: true });
  await writeFile(join(home, '.npmrc'), npmrc(registry));
  return {
    ...withoutSettings(env),
    PATH: `${tools}${delimiter}${env.PATH ?? ''}`,
    HOME: home,
    USERPROFILE: home,
    TMPDIR: temporary,
    LOCALAPPDATA: join(home, 'local'),
    XDG_CACHE_HOME: join(home, 'cache'),
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_DATA_HOME: join(home, 'data'),
    XDG_STATE_HOME: join(home, 'state'),
    CI: 'true',
  };
}

function npmrc(registry: string): string {
  const place = registry.replace(/^https?:/, '');
  return [
    `registry=${registry}`,
    `${place}:_authToken=${TOKEN}`,
    'audit=false',
    'fund=false',
    'update-notifier=false',
    '',
  ].join('\n');
}

/** Whoever starts the rehearsal hands on settings of its own, and maybe real tokens. */
function withoutSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^(npm_|pnpm_|node_auth_token$|npm$)/i.test(name)),
  );
}
