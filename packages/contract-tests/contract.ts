import { parseArgs } from 'node:util';
import { runMain, UsageError } from '@kaiten-sdk/scripts/cli/index.ts';
import { LAYERS, type LayerName } from './src/layers/offline-layers.ts';
import { exitCodeOf, formatResult, runLayers, verdictOn } from './src/run-layers.ts';
import { connectionIn } from './src/tenant/read-tenant.ts';

const USAGE = `Usage: pnpm -s contract [--layer LAYER]… [--offline] [--url URL] [--runs N] [--seed N]
                        [--write-overlay FILE] [--json]

Proves that the live spec, the pinned one, the contract, the packages and a server say the same.
The packages are taken as they are built (npm start, npm test); no file is written.

  --layer LAYER         only this one; may be given several times: ${LAYERS.join(', ')}
  --offline             leave out the layers that need a network: upstream and tenant
  --url URL             read the live spec from this URL: https, http on loopback, or a file
                        (default: KAITEN_SPEC_URL, then specs/kaiten/source.json)
  --runs N              generated calls of each operation, 1 to 1000 (default: 20)
  --seed N              seed of what is generated (default: a new one each time, which is printed)
  --write-overlay FILE  write a draft overlay of differences found in a tenant
  --json                print one JSON document on standard output and nothing else

The tenant of KAITEN_DOMAIN and KAITEN_TOKEN is read when both are set: slowly, and no data is printed.

Exits with 0 if everything was proven, with 1 if something failed, with 2 for wrong usage, and with 3
if nothing failed, but the live spec or the tenant could not be reached.`;

const NEEDS_NETWORK: readonly LayerName[] = ['upstream', 'tenant'];

await runMain(USAGE, async (args) => {
  const { values } = parseArgs({
    args,
    options: {
      layer: { type: 'string', multiple: true },
      offline: { type: 'boolean' },
      url: { type: 'string' },
      runs: { type: 'string', default: '20' },
      seed: { type: 'string' },
      'write-overlay': { type: 'string' },
      json: { type: 'boolean' },
    },
  });
  const results = await runLayers({
    layers: layersOf(values.layer ?? LAYERS, values.offline ?? false),
    url: values.url,
    runs: integerOf('--runs', values.runs, 1, 1000),
    seed: integerOf('--seed', values.seed ?? String(Date.now() % 2 ** 31), 0, 2 ** 31),
    connection: connectionIn(process.env),
    draft: values['write-overlay'],
    onResult: (result) => {
      if (!values.json) console.log(formatResult(result));
    },
  });
  const verdict = verdictOn(results);
  if (values.json) console.log(JSON.stringify({ verdict, layers: results }, null, 2));
  else console.log(`\n${verdict}`);
  process.exitCode = exitCodeOf(results);
});

function layersOf(names: readonly string[], offline: boolean): LayerName[] {
  const unknown = names.find((name) => !(LAYERS as readonly string[]).includes(name));
  if (unknown !== undefined) {
    throw new UsageError(`--layer must be one of ${LAYERS.join(', ')}, is ${unknown}.`);
  }
  const layers = LAYERS.filter((name) => names.includes(name));
  const left = offline ? layers.filter((name) => !NEEDS_NETWORK.includes(name)) : layers;
  if (left.length === 0) throw new UsageError('--offline leaves no layer to run.');
  return left;
}

function integerOf(option: string, text: string, min: number, max: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= min && number <= max) return number;
  throw new UsageError(`${option} must be an integer from ${min} to ${max}, is ${text}.`);
}
