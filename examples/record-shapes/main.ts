// Run: KAITEN_DOMAIN=acme KAITEN_TOKEN=… node examples/record-shapes/main.ts shapes.json --by acme
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { createKaiten, isKaitenError } from 'kaiten-sdk';
import { recordShapes } from 'kaiten-sdk/recorder';
import { readAround } from './read-around.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { by: { type: 'string' } },
});
const [file] = positionals;
if (!file) {
  console.error('Usage: node main.ts <file> [--by <label>]');
  process.exit(2);
}

const onError = (error: unknown) => console.error(String(error));
const recorder = recordShapes({ by: values.by, onError });
const { KAITEN_BASE_URL: baseUrl } = process.env;
const fetch = recorder.wrap();
const kaiten = createKaiten(baseUrl ? { baseUrl, fetch } : { fetch });
try {
  await readAround(kaiten);
  const shapes = await recorder.shapes();
  await writeFile(file, `${JSON.stringify(shapes, null, 2)}\n`);
  console.log(`${file}: shapes of ${shapes.recordings.length} operations, without values`);
} catch (error) {
  if (!isKaitenError(error)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
