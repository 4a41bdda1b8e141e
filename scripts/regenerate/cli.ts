import { parseArgs } from 'node:util';
import { runMain } from '../cli/main.ts';
import { progressTo, silent } from '../cli/progress.ts';
import { ROOT } from '../contracts/paths.ts';
import { regenerate } from './regenerate.ts';
import { formatReport } from './report.ts';

const USAGE = `Usage: npm start -- [--url URL] [--pinned | --require-live] [--accept-removals]
                    [--json | --quiet]

Downloads the live spec, patches it, generates the packages and builds them.

  --url URL          download the spec from here: https, http on loopback, or a file
                     (default: KAITEN_SPEC_URL, then specs/kaiten/source.json)
  --pinned           send no request, use the pinned snapshot
  --require-live     fail if the live spec cannot be downloaded
  --accept-removals  continue even if a suspicious share of the operations was removed
  --json             print only one JSON document to standard output
  --quiet            print nothing unless something fails`;

await runMain(USAGE, async (args) => {
  const { values } = parseArgs({
    args,
    options: {
      url: { type: 'string' },
      pinned: { type: 'boolean' },
      'require-live': { type: 'boolean' },
      'accept-removals': { type: 'boolean' },
      json: { type: 'boolean' },
      quiet: { type: 'boolean' },
    },
  });
  const isSilent = values.json || values.quiet;
  const report = await regenerate({
    root: ROOT,
    ...(values.url === undefined ? {} : { url: values.url }),
    requireLive: values['require-live'] ?? false,
    acceptRemovals: values['accept-removals'] ?? false,
    pinned: values.pinned ?? false,
    progress: isSilent ? silent : progressTo(process.stdout),
  });
  if (values.json) console.log(JSON.stringify(report, null, 2));
  else if (!values.quiet) console.log(`\n${formatReport(report)}`);
});
