import type { KaitenError } from './kaiten-error.js';

/**
 * A class that differs from its parent by its name. Classes written out would be half of what errors
 * weigh in a bundle.
 */
export function named<Parent extends new (...args: never[]) => KaitenError, Kind>(
  parent: Parent,
  name: string,
): new (
  ...args: ConstructorParameters<Parent>
) => Kind {
  const Base = parent as unknown as new (...args: unknown[]) => KaitenError;
  return class extends Base {
    override get name() {
      return name;
    }
  } as unknown as new (
    ...args: ConstructorParameters<Parent>
  ) => Kind;
}
