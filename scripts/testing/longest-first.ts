import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Begins with the tests that run the whole pipeline, lest they run alone in the end. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const [ends, others] = [true, false].map((isLong) =>
      sorted.filter(({ moduleId }) => moduleId.includes('.e2e.') === isLong),
    );
    return [...(ends ?? []), ...(others ?? [])];
  }
}
