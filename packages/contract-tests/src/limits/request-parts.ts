import type { ZodType } from 'zod';
import { type Packages, type Part, validatorOf } from '../calls/packages.ts';
import type { Operation, Parameter } from '../contract/operations.ts';
import type { Placed } from '../contract/resolver.ts';

/** A part of what an operation is called with. */
interface RequestPart {
  readonly part: Part;
  readonly place: Placed;
  readonly validator: ZodType;
}

/** The parts of an operation's call that contract and validators both have. */
export function requestParts(operation: Operation, packages: Packages): RequestPart[] {
  return allParts(operation, packages).flatMap(({ part, place, validator }) =>
    place && validator ? [{ part, place, validator }] : [],
  );
}

/** What is wrong where only one of contract and validators has a part. */
export function unpairedParts(operation: Operation, packages: Packages): string[] {
  return allParts(operation, packages).flatMap(({ part, place, validator }) => {
    if (Boolean(place) === Boolean(validator)) return [];
    return [
      place ? `there is no validator for its ${part}` : `a validator knows a ${part} as well`,
    ];
  });
}

function allParts({ body, operationId, parameters, pointer }: Operation, packages: Packages) {
  const places = {
    Path: asObject(parameters, 'path', pointer),
    Query: asObject(parameters, 'query', pointer),
    Body: body && { schema: body.schema, pointer: `${pointer}/requestBody` },
  };
  return (['Path', 'Query', 'Body'] as const).map((part) => ({
    part,
    place: places[part],
    validator: validatorOf(packages, operationId, part),
  }));
}

/** Parameters of one kind as the one object that a function takes. */
function asObject(
  parameters: readonly Parameter[],
  kind: string,
  pointer: string,
): Placed | undefined {
  const ofKind = parameters.filter((parameter) => parameter.in === kind);
  if (ofKind.length === 0) return undefined;
  const properties = Object.fromEntries(ofKind.map(({ name, schema }) => [name, schema]));
  const required = ofKind.filter((parameter) => parameter.required).map(({ name }) => name);
  return { pointer: `${pointer}/${kind}`, schema: { type: 'object', properties, required } };
}
