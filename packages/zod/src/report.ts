import type { z } from 'zod';
import { unknownIn } from './report/find.js';
import type { UnknownFinding } from './report/finding.js';

export type { UnknownEnumValue, UnknownFinding, UnknownKey } from './report/finding.js';

/**
 * Reports what a validator lets pass without knowing it: keys that an object's schema does not name,
 * and codes that an open enum does not list. What is below an unknown key is not looked at; what does
 * not fit the schema is not reported, and never thrown for.
 *
 * Where a value may be one of several things, it is taken for the one that accepts it and leaves
 * least unknown.
 *
 * @param value As it was received, before or after parsing: our validators change nothing.
 * @param report Called for each finding, in the order of the value's keys.
 */
export function reportUnknown(
  schema: z.ZodType,
  value: unknown,
  report: (finding: UnknownFinding) => void,
): void {
  for (const finding of unknownIn(schema, { value, path: [], parents: [] })) report(finding);
}
