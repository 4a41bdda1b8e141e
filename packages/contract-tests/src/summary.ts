import { formatProblem } from '@kaiten-sdk/scripts/cli/index.ts';
import { atMost } from '@kaiten-sdk/scripts/openapi/index.ts';
import type { LayerResult } from './layers/layer.ts';

const MARKS = {
  passed: '✓',
  failed: '✗',
  unreachable: '!',
  'not-asked': '-',
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
