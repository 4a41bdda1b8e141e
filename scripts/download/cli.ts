import { parseArgs } from 'node:util';
import { runMain, UsageError } from '../cli/main.ts';
import { formatProblem } from '../cli/problem.ts';
import { ROOT } from '../contracts/paths.ts';
import { downloadSpec } from './download.ts';
import { formatPlan, reportOf } from './plan.ts';

const USAGE = `Usage: pnpm -s spec:download [--url URL] [--pinned | --require-live] [--accept-removals]
                             [--timeout MS] [--json]

Downloads the live spec and pins its shape in specs/kaiten/upstream.json.

  --url URL          read the spec from this URL: https, http on loopback, or a file
                     (default: KAITEN_SPEC_URL, then specs/kaiten/source.json)
  --pinned           send no request, only check the pinned snapshot
  --require-live     fail if the live spec is unavailable
  --accept-removals  continue if a suspicious share of the operations is missing
  --timeout MS       timeout of one attempt, in milliseconds (default: 30000)
  --json             print one JSON document on standard output and nothing else`;

await runMain(USAGE, async (args) => {
  const { values } = parseArgs({
    args,
    options: {
      url: { type: 'string' },
      pinned: { type: 'boolean' },
      'require-live': { type: 'boolean' },
      'accept-removals': { type: 'boolean' },
      timeout: { type: 'string' },
      json: { type: 'boolean' },
    },
  });
  if (values.pinned && values['require-live']) {
    throw new UsageError('--pinned and --require-live exclude each other');
  }
  const plan = await downloadSpec({
    root: ROOT,
    url: values.url,
    pinned: values.pinned,
    requireLive: values['require-live'],
    acceptRemovals: values['accept-removals'],
    timeoutMs: millisecondsOf(values.timeout),
    onRetry: (failure) => console.error(`${failure}; retrying`),
  });
  await plan.commit();
  for (const warning of plan.warnings) console.error(`Warning:\n${formatProblem(warning)}`);
  console.log(values.json ? JSON.stringify(reportOf(plan), null, 2) : formatPlan(plan));
});

function millisecondsOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const ms = Number(text);
  if (Number.isInteger(ms) && ms > 0 && ms <= 600_000) return ms;
  throw new UsageError(`--timeout must be an integer from 1 to 600000, is ${text}`);
}
