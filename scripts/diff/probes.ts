import type { Json, JsonObject } from '../openapi/json.ts';
import type { Probe, Side } from './difference.ts';

const JSON_TYPE = 'application/json';

/** A probe of two schemas that stand at the same place. */
export function probeOfSchemas(side: Side, base: JsonObject, head: JsonObject): Probe {
  return probeOf(side, holding(base, true), holding(head, true));
}

/** A probe of a property that one side lacks, or requires and the other does not. */
export function probeOfProperty(
  side: Side,
  base: PropertyState | undefined,
  head: PropertyState | undefined,
): Probe {
  return probeOf(side, holdingState(base), holdingState(head));
}

export interface PropertyState {
  readonly schema: JsonObject;
  readonly required: boolean;
}

/** A probe of a parameter. */
export function probeOfParameter(
  base: JsonObject | undefined,
  head: JsonObject | undefined,
): Probe {
  const operationWith = (parameter: JsonObject | undefined): JsonObject => ({
    ...(parameter ? { parameters: [parameter] } : {}),
    responses: { '200': { description: '' } },
  });
  return { base: operationWith(base), head: operationWith(head) };
}

function probeOf(side: Side, base: JsonObject, head: JsonObject): Probe {
  return { base: operation(side, base), head: operation(side, head) };
}

/** The name that stands for whatever the property is really called. */
const PROPERTY = 'it';

function holding(schema: JsonObject, required: boolean): JsonObject {
  return {
    type: 'object',
    properties: { [PROPERTY]: schema },
    ...(required ? { required: [PROPERTY] } : {}),
  };
}

function holdingState(state: PropertyState | undefined): JsonObject {
  return state ? holding(state.schema, state.required) : { type: 'object', properties: {} };
}

function operation(side: Side, schema: Json): JsonObject {
  const content = { content: { [JSON_TYPE]: { schema } } };
  return side === 'request'
    ? { requestBody: { required: true, ...content }, responses: { '200': { description: '' } } }
    : { responses: { '200': { description: '', ...content } } };
}
