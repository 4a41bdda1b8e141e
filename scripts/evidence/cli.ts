import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runMain, UsageError } from '../cli/main.ts';
import { ROOT } from '../contracts/paths.ts';
import { addEvidence } from './add.ts';
import { isFutureDate, isRecordingDate } from './parse.ts';

const USAGE = `Usage: pnpm -s spec:evidence --from PATH… [--recorded DATE] [--by NAME] [--variant TEXT] [--root FOLDER]

Adds the shapes of Kaiten's responses to specs/kaiten/evidence/: property names and kinds, never
values. Adding the same recording again changes nothing.

  --from      shapes (kaiten-shapes/1), a tape (kaiten-tape/1), or a response as JSON in a file that is
              named by its operation, such as getCard.json or getCard.3.json; or a folder of these
  --recorded  when responses and tapes were recorded: 2026, 2026-11 or 2026-11-30
  --by        who recorded them; everybody can read it
  --variant   the query parameter that gives these responses another shape, such as version=2
  --root      the repository to add to (default: this one)

Shapes contain their date, label and variant, and tapes their date. The other labels come from
--recorded, --by and --variant.`;

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
  if (from.length === 0) throw new UsageError('--from is missing.');
  if (recorded !== undefined && !isRecordingDate(recorded)) {
    throw new UsageError(`--recorded must be 2026, 2026-11 or 2026-11-30, not ${recorded}.`);
  }
  if (recorded !== undefined && isFutureDate(recorded)) {
    throw new UsageError(`--recorded must not be in the future, and ${recorded} is.`);
  }
  const paths = [...from, ...positionals].map((path) => resolve(path));
  const lines = await addEvidence(resolve(root ?? ROOT), paths, { recorded, by, variant });
  for (const line of lines) console.log(line);
});
