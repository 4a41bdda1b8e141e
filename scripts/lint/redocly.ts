import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PipelineError } from '../cli/problem.ts';
import { ROOT } from '../contracts/paths.ts';
import type { LintFinding } from './finding.ts';

const PROGRAM = fileURLToPath(
  new URL('bin/cli.js', import.meta.resolve('@redocly/cli/package.json')),
);
const CONFIG = join(ROOT, 'redocly.yaml');
const MAX_BYTES = 64 * 1024 * 1024;

/** No telemetry and no check for a newer version: linting needs no network. */
const OFFLINE = { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };

/**
 * What `redocly lint` finds in a file, with the configuration of this repository.
 *
 * @throws `PipelineError` with the output of redocly if it does not return a report.
 */
export async function redoclyFindings(file: string): Promise<LintFinding[]> {
  const args = ['lint', file, '--config', CONFIG, '--format', 'json', '--max-problems', '100000'];
  const { stdout, stderr } = await run(args);
  const report = parseReport(stdout);
  if (report) return report.problems.map(findingOf);
  const message = stderr.trim() || 'it printed nothing';
  throw new PipelineError(`redocly lint returned no report: ${message}`, [{ file, message }]);
}

interface Report {
  readonly problems: readonly RedoclyProblem[];
}

interface RedoclyProblem {
  readonly ruleId: string;
  readonly message: string;
  readonly location: readonly { readonly pointer?: string }[];
}

function run(args: readonly string[]): Promise<{ stdout: string; stderr: string }> {
  const env = { ...process.env, ...OFFLINE };
  return new Promise((resolve) => {
    // It exits with 1 if it finds something, so the output decides.
    execFile(process.execPath, [PROGRAM, ...args], { env, maxBuffer: MAX_BYTES }, (_, out, err) => {
      resolve({ stdout: out, stderr: err });
    });
  });
}

function parseReport(text: string): Report | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function findingOf({ ruleId, message, location }: RedoclyProblem): LintFinding {
  const pointer = location[0]?.pointer ?? '';
  return { rule: ruleId, pointer: pointer.replace(/^#\/?/, '/'), message };
}
