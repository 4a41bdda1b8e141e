import { type Measured, measure } from '../pipeline/measure.ts';

/** Statistics of one run of the compiler. */
export interface Cost {
  readonly instantiations: number;
  readonly types: number;
  /** Seconds, of reading and binding as well. */
  readonly total: number;
  /** Seconds. */
  readonly check: number;
  /** MB that the compiler keeps; TypeScript 5 collects garbage before it counts, where it may. */
  readonly memory: number;
}

/** Type-checks a project; throws with the errors of the compiler. */
export async function check(tsc: string, folder: string, project: string): Promise<Cost> {
  const command = [process.execPath, '--expose-gc', tsc, '-p', project, '--extendedDiagnostics'];
  return costOf(await measure(command, { cwd: folder }));
}

function costOf({ stdout }: Measured): Cost {
  const figure = (label: string) => {
    const match = new RegExp(`^${label}:\\s+([\\d.,]+)`, 'm').exec(stdout);
    if (!match?.[1]) throw new Error(`The compiler does not say "${label}":\n${stdout}`);
    return Number(match[1].replaceAll(',', ''));
  };
  return {
    instantiations: figure('Instantiations'),
    types: figure('Types'),
    total: figure('Total time'),
    check: figure('Check time'),
    memory: figure('Memory used') / 1000,
  };
}
