import type { OperationChanges } from '../download/index.ts';
import type { TaskOutcome } from './turbo.ts';

/** What a run found and did; printed as it is by `--json`. */
export interface RegenerateReport {
  readonly spec: {
    readonly outcome: 'not-modified' | 'unchanged' | 'changed' | 'pinned';
    readonly url: string;
    /** Why the pinned snapshot was used; absent when the live spec was. */
    readonly reason?: string;
    readonly operations: number;
    readonly changes: OperationChanges;
    /** What was wrong with the pinned files and did not keep the run from working. */
    readonly warnings: readonly string[];
  };
  readonly contract: {
    readonly operations: number;
    readonly schemas: number;
    /** Operations that upstream has and no overlay describes, as `GET /widgets`. */
    readonly uncategorised: readonly string[];
  };
  readonly packages: readonly { readonly name: string; readonly built: 'rebuilt' | 'cached' }[];
  readonly worked: boolean;
  readonly ms: number;
}

export function packagesOf(tasks: readonly TaskOutcome[]): RegenerateReport['packages'] {
  return tasks
    .filter(({ task }) => task === 'build')
    .map(({ package: name, cached }) => ({ name, built: cached ? 'cached' : 'rebuilt' }) as const)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
