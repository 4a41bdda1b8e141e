import { formatProblem, PipelineError } from '@kaiten-sdk/scripts/cli/index.ts';
import { contractPaths, displayPath, ROOT } from '@kaiten-sdk/scripts/contracts/index.ts';
import { readPolicy } from '@kaiten-sdk/scripts/diff/index.ts';
import { atMost } from '@kaiten-sdk/scripts/openapi/index.ts';
import { readOverlays } from '@kaiten-sdk/scripts/patch/index.ts';
import { CONTRACT_FILE, readContract, readUpstream } from './contract/contract.ts';
import { upstreamLayer } from './layers/live-layers.ts';
import { LAYERS, type LayerName, type LayerResult, patchLayer } from './layers/offline-layers.ts';
import { writeDraft } from './probe/draft-overlay.ts';
import type { Connection } from './tenant/read-tenant.ts';

export interface LayersOptions {
  readonly layers: readonly LayerName[];
  /** Where to read the live spec. */
  readonly url?: string | undefined;
  /** Generated calls of each operation. */
  readonly runs: number;
  readonly seed: number;
  readonly connection: Connection | undefined;
  /** The file to write a draft overlay to, of what a tenant showed. */
  readonly draft?: string | undefined;
  /** Called with each result as soon as it is available. */
  readonly onResult: (result: LayerResult) => void;
}

/** Runs layers on this repository, one after the other, in their order. */
export async function runLayers(options: LayersOptions): Promise<LayerResult[]> {
  const contract = await readContract();
  const { connection, draft, runs, seed, url } = options;
  const shared = { contract, file: CONTRACT_FILE };
  const run = {
    upstream: async () =>
      upstreamLayer({
        root: ROOT,
        snapshot: await readUpstream(),
        policy: await readPolicy(displayPath(contractPaths(ROOT).policy)),
        url,
      }),
    patch: async () => {
      const [upstream, overlays] = await Promise.all([readUpstream(), readOverlays(ROOT)]);
      return patchLayer({ ...shared, upstream, overlays });
    },
    packages: async () => {
      const { packagesLayer } = await built(import('./layers/offline-layers.ts'));
      return packagesLayer({ contract, runs, seed });
    },
    server: async () => {
      const { serverLayer } = await built(import('./layers/live-layers.ts'));
      return serverLayer({ ...shared, seed });
    },
    tenant: async () => {
      const { tenantLayer } = await built(import('./layers/live-layers.ts'));
      const { findings, ...result } = await tenantLayer({ ...shared, connection });
      if (draft === undefined) return result;
      const written = await writeDraft(draft, contract, findings);
      return { ...result, report: [result.report, written].filter(Boolean).join('\n') };
    },
  } satisfies Record<LayerName, () => Promise<LayerResult>>;
  const results: LayerResult[] = [];
  for (const layer of LAYERS.filter((name) => options.layers.includes(name))) {
    const result = await run[layer]();
    options.onResult(result);
    results.push(result);
  }
  return results;
}

/** What uses the packages under test: they are not there before a first build. */
async function built<Module>(module: Promise<Module>): Promise<Module> {
  try {
    return await module;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw cause;
    const problem = { message: 'the packages are not built', hint: 'Run npm start -- --pinned.' };
    throw new PipelineError('The packages cannot be tested', [problem], { cause });
  }
}

const MARKS = {
  passed: '✓',
  failed: '✗',
  unreachable: '!',
  'not-requested': '-',
} satisfies Record<LayerResult['status'], string>;

const MOST_PROBLEMS = 50;

/** A layer's verdict in one line, and below it what a person needs to mend it. */
export function formatResult({ layer, problems, report, status, summary }: LayerResult): string {
  const head = `${MARKS[status]} ${layer.padEnd(8)}  ${summary}`;
  return [head, ...atMost(MOST_PROBLEMS, problems).map(formatProblem), report && indented(report)]
    .filter(Boolean)
    .join('\n');
}

/** The verdict over all layers. */
export function verdictOn(results: readonly LayerResult[]): string {
  const named = (status: LayerResult['status']) =>
    results.filter((result) => result.status === status).map(({ layer }) => layer);
  const [failed, unreachable] = [named('failed'), named('unreachable')];
  if (failed.length > 0) return `FAILED: ${failed.join(', ')}`;
  if (unreachable.length > 0) return `NOT PROVEN, could not be reached: ${unreachable.join(', ')}`;
  return 'All layers passed';
}

/** 0: proven; 1: a layer failed; 3: none failed, but one could not be reached. 2 is wrong usage. */
export function exitCodeOf(results: readonly LayerResult[]): 0 | 1 | 3 {
  if (results.some(({ status }) => status === 'failed')) return 1;
  return results.some(({ status }) => status === 'unreachable') ? 3 : 0;
}

function indented(text: string): string {
  return text
    .split('\n')
    .map((line) => (line ? `  ${line}` : line))
    .join('\n');
}
