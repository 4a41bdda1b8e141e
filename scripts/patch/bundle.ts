import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runMain } from '../cli/main.ts';
import { PipelineError } from '../cli/problem.ts';
import { serializeDocument, writeFileAtomic } from '../cli/write.ts';
import { contractPaths, displayPath, ROOT } from '../contracts/paths.ts';
import { isObject, type JsonObject } from '../openapi/json.ts';
import { operationsOf } from '../openapi/operations.ts';
import { readDocument } from '../openapi/read.ts';
import { buildUndocumented } from './undocumented.ts';

const USAGE = `Usage: node scripts/patch/bundle.ts [--input DOCUMENT] [--contract CONTRACT] [--output OUT]

Writes the contract of the undocumented operations: the document written by hand, with the
components of the contract that it refers to.

  --input     the document (default: specs/kaiten/undocumented/openapi.yaml)
  --contract  what it shares components with (default: specs/kaiten/openapi.json)
  --output    the file to write (default: specs/kaiten/undocumented/openapi.json)`;

await runMain(USAGE, async (args) => {
  const { values } = parseArgs({
    args,
    options: {
      input: { type: 'string' },
      contract: { type: 'string' },
      output: { type: 'string' },
    },
  });
  const paths = contractPaths(ROOT);
  const file = displayPath(resolve(values.input ?? paths.undocumentedSource));
  const output = resolve(values.output ?? paths.undocumented);
  const bundled = await buildUndocumented({
    document: await readObject(file),
    file,
    contract: await readObject(values.contract ?? paths.contract),
  });
  const outcome = await writeFileAtomic(output, serializeDocument(bundled, output));
  const state = outcome === 'same' ? 'unchanged' : 'written';
  console.log(`${displayPath(output)} ${state}: ${operationsOf(bundled).length} operations`);
});

async function readObject(path: string): Promise<JsonObject> {
  const document = await readDocument(path);
  if (isObject(document)) return document;
  throw new PipelineError(`${path} is not an OpenAPI document`);
}
