import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Starts the tests of the whole pipeline first, so that they do not run alone at the end. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const [ends, others] = [true, false].map((isLong) =>
      sorted.filter(({ moduleId }) => moduleId.includes('.e2e.') === isLong),
    );
    return [...(ends ?? []), ...(others ?? [])];
  }
}
