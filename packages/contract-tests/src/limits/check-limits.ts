import type { Problem } from '@kaiten-sdk/scripts/cli/index.ts';
import fc from 'fast-check';
import type { ZodType } from 'zod';
import { type Packages, validatorOf } from '../calls/packages.ts';
import { withValueAt } from '../contract/edit.ts';
import { type Operation, successesOf } from '../contract/operations.ts';
import type { Placed } from '../contract/resolver.ts';
import type { Visit, Walker } from '../contract/walk.ts';
import type { Instances } from '../instances/instances.ts';
import { requestParts } from './request-parts.ts';
import { otherwiseWrong, withoutRequired } from './wrong-objects.ts';
import { type WrongValue, wrongTypes, wrongValues } from './wrong-values.ts';

export interface LimitCheck {
  readonly packages: Packages;
  readonly instances: Instances;
  readonly walker: Walker;
  readonly runs: number;
  readonly seed: number;
  /** Places that were looked at: what operations share is looked at once. */
  readonly seen: Set<string>;
}

/** What validators let pass though the contract does not allow it. */
export function limitProblems(operation: Operation, check: LimitCheck): Problem[] {
  const { operationId } = operation;
  const { instances, packages, runs, seed } = check;
  const requests = requestParts(operation, packages).flatMap(({ place, validator }) =>
    fc
      .sample(instances.of(place.schema), { numRuns: runs, seed })
      .flatMap((value) => taken(check, place, validator, value, inRequest)),
  );
  const responses = successesOf(operation).flatMap(({ content }) => {
    const validator = validatorOf(packages, operationId, 'Response');
    if (!validator || content.example === undefined) return [];
    return taken(check, content, validator, content.example, inResponse);
  });
  return [...requests, ...responses].map(({ message, ...place }) => ({
    ...place,
    message: `${operationId}: ${message}`,
  }));
}

function taken(
  { seen, walker }: LimitCheck,
  place: Placed,
  validator: ZodType,
  whole: unknown,
  wrongAt: (visit: Visit) => readonly WrongValue[],
): Problem[] {
  const problems: Problem[] = [];
  for (const visit of walker.walk(place, whole)) {
    // Inside of a union, what one alternative refuses another one may take.
    if (visit.isGuess || visit.union === 'mixed') continue;
    const { pointer } = visit.placed;
    for (const [what, value] of wrongAt(visit)) {
      if (value === null && visit.union === 'nullable') continue;
      const key = `${visit.use.pointer} ${pointer} ${what}`;
      if (seen.has(key)) continue;
      seen.add(key);
      if (!validator.safeParse(withValueAt(whole, visit.path, value)).success) continue;
      const where = visit.path.join('.') || 'its root';
      problems.push({ pointer, message: `the validator takes ${what} at ${where}` });
    }
  }
  return problems;
}

function inRequest(visit: Visit): WrongValue[] {
  const { object, placed, value } = visit;
  if (!object) return wrongValues(placed.schema, value);
  return [
    ...wrongTypes(placed.schema),
    ...withoutRequired(object, value as object),
    ...otherwiseWrong(object, placed.schema, value as object),
  ];
}

/** Answers are read tolerantly: limits, formats and new codes are no reason to refuse one. */
function inResponse({ object, placed, value }: Visit): WrongValue[] {
  const types = wrongTypes(placed.schema);
  return object ? [...types, ...withoutRequired(object, value as object)] : types;
}
