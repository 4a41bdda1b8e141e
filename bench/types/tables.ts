import type { Call } from './call.ts';
import type { Cost } from './check.ts';
import { COMPILERS, type Compiler } from './compilers.ts';
import { CALLING, type Contestant, VALIDATING } from './contestants.ts';

export interface Table {
  readonly title: string;
  readonly compiler: Compiler;
  readonly rows: readonly Row[];
}

interface Row {
  readonly name: string;
  /** Text of the program that is checked. */
  readonly program: string;
  /** One per run. */
  readonly costs: Cost[];
}

/** Every program for every compiler; ours is the first row of each table. */
export function tablesOf(calls: readonly Call[]): Table[] {
  const one = calls.filter(({ operationId }) => operationId === 'getCard');
  const fifty = spread(calls, 50);
  return COMPILERS.flatMap((compiler) => [
    tableOf(compiler, 'one call', CALLING, one),
    tableOf(compiler, 'one call, answer validated', VALIDATING, one),
    tableOf(compiler, 'fifty calls', CALLING, fifty),
    tableOf(compiler, 'fifty calls, answers validated', VALIDATING, fifty),
  ]);
}

function tableOf(
  compiler: Compiler,
  title: string,
  contestants: readonly Contestant[],
  calls: readonly Call[],
): Table {
  if (calls.length === 0) throw new Error(`There is no operation for: ${title}`);
  const rows = contestants.map(({ name, program }) => ({
    name,
    program: program(calls),
    costs: [],
  }));
  return { title: `TypeScript ${compiler.version}, ${title}`, compiler, rows };
}

/** So many of the values, from everywhere among them. */
function spread<T>(values: readonly T[], count: number): T[] {
  return values.filter(
    (_, index) =>
      Math.floor((index * count) / values.length) !==
      Math.floor(((index - 1) * count) / values.length),
  );
}
