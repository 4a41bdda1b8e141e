import { runMain } from './lib/cli/main.ts';
import { ROOT } from './lib/contract/paths.ts';
import { publishGenerated } from './lib/generate/publish-generated.ts';

const USAGE = `Usage: pnpm publish-generated

Puts what the patch and generate tasks left in .generated folders where it belongs, and removes
generated files that are no longer among it.`;

await runMain(USAGE, async () => {
  await publishGenerated(ROOT);
});
