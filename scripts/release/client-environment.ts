import { mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** The registry of a rehearsal requires a token, and accepts any. */
const TOKEN = 'rehearsal';

/**
 * Creates a home folder for npm and pnpm without cache, store and configuration, except for the
 * registry to use.
 *
 * @param options.tools A folder to put first in `PATH`.
 * @returns The environment to run npm and pnpm with.
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

/** Removes settings of the user who runs the rehearsal, which may contain real tokens. */
function withoutSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^(npm_|pnpm_|node_auth_token$|npm$)/i.test(name)),
  );
}
