import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runMain, UsageError } from '../cli/main.ts';
import { ROOT } from '../contracts/paths.ts';
import { addEvidence } from './add.ts';
import { isRecordingDate } from './parse-recording.ts';

const USAGE = `Usage: pnpm -s spec:evidence --from PATH… [--recorded DATE] [--by NAME] [--variant TEXT] [--root FOLDER]

Adds what responses of Kaiten looked like to specs/kaiten/evidence/: names and kinds of properties,
never values. Adding the same recording again changes nothing.

  --from      shapes (kaiten-shapes/1), a tape (kaiten-tape/1), or a response as JSON in a file named
              by its operation, as in getCard.json and getCard.3.json; or a folder of such files
  --recorded  when responses and tapes were recorded: 2026, 2026-11 or 2026-11-30
  --by        who recorded them, as anybody may read it
  --variant   the query parameter that gives these responses another shape, such as version=2
  --root      the repository to add to (default: this one)

Shapes say themselves when they were recorded, by whom, and of which variant; tapes say when. The
rest needs --recorded and --by.`;

await runMain(USAGE, async (args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      from: { type: 'string', multiple: true },
      recorded: { type: 'string' },
      by: { type: 'string' },
      variant: { type: 'string' },
      root: { type: 'string' },
    },
  });
  const { by, from = [], recorded, root, variant } = values;
  if (from.length === 0) throw new UsageError('--from says where the recordings are.');
  if (recorded !== undefined && !isRecordingDate(recorded)) {
    throw new UsageError(`--recorded is ${recorded}: give 2026, 2026-11 or 2026-11-30.`);
  }
  const paths = [...from, ...positionals].map((path) => resolve(path));
  const lines = await addEvidence(resolve(root ?? ROOT), paths, { recorded, by, variant });
  for (const line of lines) console.log(line);
});
