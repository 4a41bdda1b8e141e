// Run: KAITEN_DOMAIN=acme KAITEN_TOKEN=… node examples/export-board/main.ts 9300 board.csv
import { createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import { createKaiten, isKaitenError } from 'kaiten-sdk';
import { boardTable } from './board-table.ts';

const [board, file] = process.argv.slice(2);
if (!Number(board) || !file) {
  console.error('Usage: node main.ts <board id> <file.csv>');
  process.exit(2);
}

const { KAITEN_BASE_URL: baseUrl } = process.env;
const kaiten = createKaiten(baseUrl ? { baseUrl } : {});
try {
  const unfinished = `${file}.part`;
  // Excel reads CSV as UTF-8 only with a byte order mark. Card titles can start with `=`.
  const csv = stringify({ bom: true, escape_formulas: true });
  await pipeline(boardTable(kaiten, Number(board)), csv, createWriteStream(unfinished));
  await rename(unfinished, file);
  console.log(`Wrote ${file}`);
} catch (error) {
  if (!isKaitenError(error)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
