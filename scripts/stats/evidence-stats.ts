import {
  type Evidence,
  isNamedStep,
  type Requirement,
  type RequirementSupport,
  requirementsOf,
  sentBodiesOf,
  stepOf,
} from '../evidence/index.ts';
import type { JsonObject } from '../openapi/json.ts';
import { parsePointer } from '../openapi/reference.ts';
import { schemaNameAt } from '../openapi/walk.ts';

export interface EvidenceStats {
  readonly recordings: number;
  /** Operations that send JSON and have at least one recording. */
  readonly operationsWithEvidence: number;
  /** Operations that send JSON. */
  readonly operations: number;
  /** Recorded properties, counted once per place of an operation. */
  readonly propertiesSeen: number;
  /** The number of required properties by their strongest support. */
  readonly requiredBy: Readonly<Record<Basis, number>>;
  readonly required: readonly RequiredProperty[];
}

/** What can support a required property, the strongest first. */
const BASES = ['evidence', 'documentation', 'identity', 'discriminator', 'nothing'] as const;

type Basis = (typeof BASES)[number];

interface RequiredProperty {
  /** `Card.id`, or the place of an operation if the schema has no name: `listTags $[].id`. */
  readonly property: string;
  readonly by: Basis;
  /** Operations whose recordings or documentation support it. */
  readonly operations: readonly string[];
}

/** Counts recordings, and what supports the required properties of the contract. */
export function evidenceStats(contract: JsonObject, evidence: Evidence): EvidenceStats {
  const sent = sentBodiesOf(contract).filter(({ schemas }) => schemas.length > 0);
  const recorded = new Set(evidence.recordings.map(({ operationId }) => operationId));
  const required = requiredProperties(requirementsOf(contract, evidence));
  const count = (basis: Basis) => required.filter(({ by }) => by === basis).length;
  return {
    recordings: evidence.recordings.length,
    operationsWithEvidence: sent.filter(({ operationId }) => recorded.has(operationId)).length,
    operations: sent.length,
    propertiesSeen: propertiesSeen(evidence),
    requiredBy: Object.fromEntries(BASES.map((basis) => [basis, count(basis)])) as Record<
      Basis,
      number
    >,
    required,
  };
}

function propertiesSeen({ recordings }: Evidence): number {
  const seen = recordings.flatMap(({ operationId, places }) =>
    Object.keys(places)
      .filter((place) => isNamedStep(stepOf(place)?.step ?? '[]'))
      .map((place) => `${operationId} ${place}`),
  );
  return new Set(seen).size;
}

function requiredProperties(requirements: readonly Requirement[]): RequiredProperty[] {
  const byProperty = Map.groupBy(requirements, ({ name, pointer }) => `${pointer} ${name}`);
  return [...byProperty.values()]
    .map(requiredProperty)
    .sort((one, other) => (one.property < other.property ? -1 : 1));
}

function requiredProperty(uses: readonly Requirement[]): RequiredProperty {
  const bases = uses.map(({ support }) => basisOf(support));
  const by = BASES.find((basis) => bases.includes(basis)) ?? 'nothing';
  const operations = uses.filter((_, index) => bases[index] === by);
  return {
    property: nameOf(uses[0] as Requirement),
    by,
    operations: [...new Set(operations.map(({ operationId }) => operationId))].sort(),
  };
}

/** Requirements that recordings refute count as unsupported. */
function basisOf(support: RequirementSupport): Basis {
  return typeof support === 'string' && support !== 'refuted' ? support : 'nothing';
}

function nameOf({ name, operationId, place, pointer }: Requirement): string {
  const component = schemaNameAt(pointer);
  if (component === undefined) return `${operationId} ${place}.${name}`;
  return `${component}${stepsIn(parsePointer(pointer).slice(3, -1))}.${name}`;
}

/** The steps from a component to a place inside it; compositions are skipped. */
function stepsIn([keyword, name = '', ...rest]: readonly string[]): string {
  if (keyword === undefined) return '';
  if (keyword === 'items') return `[]${stepsIn(name === '' ? [] : [name, ...rest])}`;
  if (keyword === 'additionalProperties') return `.*${stepsIn(name === '' ? [] : [name, ...rest])}`;
  if (keyword === 'properties') return `.${name}${stepsIn(rest)}`;
  return keyword === 'patternProperties' ? `.*${stepsIn(rest)}` : stepsIn(rest);
}
