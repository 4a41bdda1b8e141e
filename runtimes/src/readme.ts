import { KNOWN_FAILURES } from './expectations.ts';
import { RUNTIMES, type Runtime } from './runtimes.ts';

type Family = Runtime['family'];

/** How the READMEs name a family. */
const CLAIMS = {
  Node: 'Node 20 or newer',
  Deno: 'Deno',
  Bun: 'Bun',
  browsers: 'browsers',
  workers: 'workers',
} as const satisfies Record<Family, string>;

const START = '<!-- runtimes: written by `pnpm runtimes:readme` -->';
const END = '<!-- /runtimes -->';

/** The end of the sentence `Runs on …`. */
export function runtimesClaim(): string {
  const claims = families().map((family) => CLAIMS[family]);
  return `${claims.slice(0, -1).join(', ')} and ${claims.at(-1)}`;
}

/** A README whose section about runtimes says what the suite expects. */
export function withRuntimes(readme: string): string {
  const [before = '', rest = ''] = readme.split(START);
  const [, after] = rest.split(END);
  if (after === undefined) throw new Error(`The README has no section from ${START} to ${END}`);
  return `${before}${START}\n\n${runtimesTable()}\n\n${END}${after}`;
}

function families(): Family[] {
  return (Object.keys(CLAIMS) as Family[]).filter((family) =>
    RUNTIMES.some((runtime) => runtime.family === family),
  );
}

function runtimesTable(): string {
  const rows = families().map((family) => {
    const names = RUNTIMES.filter((runtime) => runtime.family === family).map(({ name }) => name);
    return `| ${CLAIMS[family]} | ${names.join('; ')} | ${limitsOf(names).join('; ') || 'none'} |`;
  });
  return ['| runtime | tested as | what does not work |', '|---|---|---|', ...rows].join('\n');
}

function limitsOf(names: readonly string[]): string[] {
  return KNOWN_FAILURES.flatMap(({ checks, runtimes, reason }) => {
    const affected = names.filter((name) => runtimes.includes(name));
    if (affected.length === 0) return [];
    const where = affected.length === names.length ? '' : `${affected.join(', ')}: `;
    return [`${where}${checks.join(', ')} (${reason})`];
  });
}
