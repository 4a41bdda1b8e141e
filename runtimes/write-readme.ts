import { readFile, writeFile } from 'node:fs/promises';
import { withRuntimes } from './src/readme.ts';

const README = new URL('../packages/sdk/README.md', import.meta.url);
await writeFile(README, withRuntimes(await readFile(README, 'utf8')));
