// For tests: replaces the files of a folder as a protected action, until it is done or killed.

import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { writeFileAtomic } from '../../cli/write.ts';
import { replaceFiles } from '../../generate/index.ts';
import { protect } from '../protect.ts';

const [root = ''] = process.argv.slice(2);

await protect(root, ['pin.json', 'contract.json', 'generated', 'new.json'], async () => {
  console.log('started');
  for (const name of ['pin.json', 'contract.json', 'new.json']) {
    await writeFileAtomic(join(root, name), 'new');
    await setImmediate();
  }
  for (let count = 1; count <= 20; count += 1) {
    const paths = Array.from({ length: count }, (_, index) => `${index}/new.ts`);
    await replaceFiles(join(root, 'generated'), new Map(paths.map((path) => [path, 'new'])));
  }
});
