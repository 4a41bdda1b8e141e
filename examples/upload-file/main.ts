// Run: KAITEN_DOMAIN=acme KAITEN_TOKEN=… node examples/upload-file/main.ts 731204 report.pdf
import { parseArgs } from 'node:util';
import { createKaiten, isKaitenError } from 'kaiten-sdk';
import { fileFromPath } from 'kaiten-sdk/node';
import { hashOf } from './hash-of.ts';
import { progressLines } from './progress-lines.ts';
import { downloadOf, upload } from './upload.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { restricted: { type: 'boolean', default: false } },
});
const [card, path] = positionals;
if (!Number(card) || !path) {
  console.error('Usage: node main.ts <card id> <file> [--restricted]');
  process.exit(2);
}

const { KAITEN_BASE_URL: baseUrl } = process.env;
const kaiten = createKaiten(baseUrl ? { baseUrl } : {});
try {
  const file = await fileFromPath(path);
  const target = { cardId: Number(card), restricted: values.restricted };
  const id = await upload(kaiten, target, file, progressLines(console.error));
  const downloaded = await downloadOf(kaiten, target, id);
  const same = (await hashOf(file.stream())) === (await hashOf(downloaded));
  console.log(`${file.name} was uploaded and came back ${same ? 'the same' : 'different'}`);
  if (!same) process.exitCode = 1;
} catch (error) {
  if (!isKaitenError(error)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
