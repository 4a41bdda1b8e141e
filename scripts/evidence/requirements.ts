import type { JsonObject } from '../openapi/json.ts';
import { type SentBody, sentBodiesOf } from './bodies.ts';
import type { EvidenceFinding } from './contradictions.ts';
import { placeAfter, propertyPlace, ROOT_PLACE } from './place.ts';
import {
  type Evidence,
  type FiledRecording,
  type PropertyRecord,
  propertyRecord,
} from './recording.ts';
import {
  declarationsOf,
  type SchemaCase,
  SchemaCases,
  type SchemaSet,
  stepInto,
  stepsOf,
} from './schema-cases.ts';

/** One required property, at one of the places where the contract requires it. */
export interface Requirement {
  readonly operationId: string;
  readonly place: string;
  readonly name: string;
  /** RFC 6901 pointer to the list that requires it. */
  readonly pointer: string;
  readonly support: RequirementSupport;
}

/**
 * What supports a required property: recordings, documentation, that it is an id or a name, or that it
 * distinguishes the members of a union. `refuted` is reported by `recordedFindings`.
 */
export type RequirementSupport =
  | 'evidence'
  | 'documentation'
  | 'identity'
  | 'discriminator'
  | 'refuted'
  | { readonly unsupported: string };

/** Every property that a contract requires in what Kaiten sends, with its support. */
export function requirementsOf(contract: JsonObject, evidence: Evidence): readonly Requirement[] {
  const recordings = Map.groupBy(evidence.recordings, ({ operationId }) => operationId);
  const requirements = new Requirements(new SchemaCases(contract), evidence.documented);
  for (const body of sentBodiesOf(contract)) {
    requirements.add(body, recordings.get(body.operationId) ?? []);
  }
  return requirements.found;
}

/** The required properties without support, as findings. */
export function unsupportedFindings(requirements: readonly Requirement[]): EvidenceFinding[] {
  return requirements.flatMap(({ name, operationId, place, pointer, support }) =>
    typeof support === 'string'
      ? []
      : {
          rule: 'evidence-unsupported' as const,
          pointer,
          entry: name,
          message: `requires ${name}, ${support.unsupported}`,
          evidence: `${operationId}: ${propertyPlace(place, name)}`,
        },
  );
}

/**
 * Collects the requirements of the bodies that are added. Schemas without recordings are the same
 * wherever they are embedded, and are visited once.
 */
export class Requirements {
  readonly found: Requirement[] = [];
  readonly #cases: SchemaCases;
  readonly #documented: Evidence['documented'];
  readonly #unrecorded = new Set<string>();

  constructor(cases: SchemaCases, documented: Evidence['documented']) {
    this.#cases = cases;
    this.#documented = documented;
  }

  add(body: SentBody, recordings: readonly FiledRecording[]): void {
    const places = new Set(recordings.flatMap((recording) => Object.keys(recording.places)));
    const root = body.schemas.map((placed) => [placed]);
    this.#visit({ body, recordings, places }, ROOT_PLACE, root);
  }

  #visit(use: BodyUse, place: string, alternatives: readonly SchemaSet[]): void {
    const cases = alternatives.flatMap((schemas) => this.#cases.of(schemas));
    const objects = cases.filter(({ kinds }) => kinds.has('object'));
    if (this.#isVisited(use, place, alternatives)) return;
    for (const one of objects) {
      for (const name of one.required.keys()) this.#require(use, place, one, objects, name);
    }
    for (const step of new Set(cases.flatMap(stepsOf))) {
      const below = cases.flatMap((one) => stepInto(one, step).alternatives);
      if (below.length > 0) this.#visit(use, placeAfter(place, step), below);
    }
  }

  /** Whether nothing here depends on the operation, and it was visited for another one. */
  #isVisited({ body, places }: BodyUse, place: string, alternatives: readonly SchemaSet[]) {
    if (body.topPlaces.has(place) || places.has(place)) return false;
    const key = [body.kind, ...alternatives.flat().map(({ pointer }) => pointer)].join(' ');
    if (this.#unrecorded.has(key)) return true;
    this.#unrecorded.add(key);
    return false;
  }

  #require(
    use: BodyUse,
    place: string,
    one: SchemaCase,
    objects: readonly SchemaCase[],
    name: string,
  ): void {
    const { operationId, kind, rows, topPlaces } = use.body;
    const pointer = one.required.get(name)?.[0] ?? '';
    // A list of required properties that all of them share does not belong to a member of a union.
    const isMember = objects.some(({ required }) => !required.get(name)?.includes(pointer));
    const support = supportOf(name, {
      kind,
      record: propertyRecord(use.recordings, place, name),
      isMember,
      isShared: objects.every(({ required }) => required.has(name)),
      isDiscriminator:
        objects.length > 1 && objects.some(({ discriminators }) => discriminators.has(name)),
      isDeprecated: declarationsOf(one, name).some(({ schema }) => schema.deprecated),
      isTop: topPlaces.has(place),
      isDocumented: this.#documented[operationId]?.includes(name) ?? false,
      isRows: place === ROOT_PLACE && rows.has(name),
    });
    this.found.push({ operationId, place, name, pointer, support });
  }
}

interface BodyUse {
  readonly body: SentBody;
  readonly recordings: readonly FiledRecording[];
  readonly places: ReadonlySet<string>;
}

/** What is known about a required property at a place. */
interface RequiredProperty {
  readonly kind: SentBody['kind'];
  readonly record: PropertyRecord;
  /** Whether only some of the objects that the place accepts require it by the same list. */
  readonly isMember: boolean;
  /** Whether all objects that the place accepts require it. */
  readonly isShared: boolean;
  readonly isDiscriminator: boolean;
  readonly isDeprecated: boolean;
  /** Whether the object is the operation's own, not embedded. */
  readonly isTop: boolean;
  /** Whether it contains the rows of a page, according to `x-pagination`. */
  readonly isRows: boolean;
  /** Whether the documentation lists it at the top level of the operation's response. */
  readonly isDocumented: boolean;
}

/** Properties that identify an object, wherever it is embedded. */
export const IDENTITY: ReadonlySet<string> = new Set(['id', 'uid', 'title', 'name', 'full_name']);

/** The rule for required properties in specs/kaiten/README.md. */
function supportOf(name: string, property: RequiredProperty): RequirementSupport {
  const { complete, incomplete, isSeen } = property.record;
  if (property.isDeprecated) return { unsupported: 'which is deprecated' };
  if (property.kind === 'event') return payloadSupport(name, property);
  if (incomplete.length > 0) {
    if (property.isShared) return 'refuted';
    // Objects without it may be other members of the union.
    if (property.isDiscriminator) return 'discriminator';
    if (isSeen) return 'evidence';
    return IDENTITY.has(name) ? 'identity' : { unsupported: 'which no recorded object has' };
  }
  if (complete.length > 0) return 'evidence';
  if (property.isDiscriminator) return 'discriminator';
  if (IDENTITY.has(name)) return 'identity';
  if (property.isRows) return 'documentation';
  if (property.isMember) {
    return { unsupported: 'which no recording has: a member of a union needs one' };
  }
  if (property.kind === 'callback') return 'documentation';
  if (!property.isTop) {
    return { unsupported: 'which no recording has in this embedded object' };
  }
  return property.isDocumented
    ? 'documentation'
    : { unsupported: 'which neither a recording nor the documentation of this operation has' };
}

/** The payload of an event: its name, and the properties that contain the ids. */
const ENVELOPE = new Set(['event', 'data', 'old']);

/** Payloads of events: two recordings must have a property that is neither envelope nor an id. */
function payloadSupport(
  name: string,
  { isDiscriminator, isShared, record }: RequiredProperty,
): RequirementSupport {
  if (record.incomplete.length > 0 && isShared) return 'refuted';
  if (record.complete.length > 1) return 'evidence';
  if (isDiscriminator) return 'discriminator';
  if (ENVELOPE.has(name) || /(^|_)u?id$/.test(name)) return 'identity';
  return { unsupported: 'which needs two recordings of the payload of the webhook' };
}
