import { serializeDocument, writeFileAtomic } from '@kaiten-sdk/scripts/cli/index.ts';
import { HIDDEN_ID, HIDDEN_NAME } from '@kaiten-sdk/scripts/evidence/index.ts';
import {
  type Json,
  type JsonObject,
  parsePointer,
  resolve,
  toPointer,
} from '@kaiten-sdk/scripts/openapi/index.ts';
import { type Schema, schemaTypesOf, type TypeName } from '../contract/schema.ts';
import { describeFinding, type FullFinding, type ResponseFinding } from './finding.ts';

interface DraftOverlay {
  readonly overlay: JsonObject;
  /** Findings that no action can be made of. */
  readonly left: readonly ResponseFinding[];
}

/**
 * A draft of an overlay (OpenAPI Overlay 1.1) after which the contract allows what was found. It
 * applies to the current contract, after all other overlays; what the new things mean is for a person
 * to say.
 */
export function draftOverlay(contract: JsonObject, findings: readonly FullFinding[]): DraftOverlay {
  const places = placesOf(contract, findings);
  const drafted = places.flatMap((place) => DRAFTS.flatMap((draft) => draft(place)));
  const done = new Set(drafted.flatMap(({ of }) => of));
  const overlay = {
    overlay: '1.1.0',
    info: { title: 'Draft of what responses show', version: '1.0.0' },
    actions: drafted.map(({ action }) => action),
  };
  return { overlay, left: findings.filter((finding) => !done.has(finding)) };
}

function placesOf(contract: JsonObject, findings: readonly FullFinding[]): DraftPlace[] {
  const pointers = [...new Set(findings.map(({ pointer }) => pointer))].sort();
  return pointers.map((pointer) => ({
    path: pathTo(contract, pointer),
    schema: (resolve(contract, `#${encodeURI(pointer)}`)?.value ?? {}) as Schema,
    findings: findings.filter((finding) => finding.pointer === pointer),
  }));
}

/** The RFC 9535 path of a pointer. What of it are indices only the document tells. */
function pathTo(contract: JsonObject, pointer: string): string {
  let path = '$';
  let parent: Json | undefined = contract;
  for (const segment of parsePointer(pointer)) {
    path += Array.isArray(parent) ? `[${segment}]` : named(segment);
    parent = Reflect.get(Object(parent), segment);
  }
  return path;
}

function named(segment: string): string {
  if (/^[A-Za-z_]\w*$/.test(segment)) return `.${segment}`;
  return `['${segment.replace(/[\\']/g, '\\$&')}']`;
}

/** Adds codes to an enum. */
const codeActions: Draft = ({ findings, path, schema }) =>
  findings.flatMap((finding) => {
    const { codes, kind } = finding;
    if (kind !== 'unknown-enum-value' || codes.length === 0 || !schema.enum) return [];
    const { 'x-enum-descriptions': descriptions } = schema as unknown as JsonObject;
    const update = {
      enum: [...codes],
      'x-enum-varnames': codes.map(nameOf),
      ...(descriptions !== undefined && {
        'x-enum-descriptions': codes.map(() => 'Seen; what it means is not described yet.'),
      }),
    };
    return [drafted([finding], path, { 'x-expect': { enum: [...schema.enum] }, update })];
  });

function nameOf(code: Json): string {
  const words = String(code)
    .split(/[^A-Za-z\d]+/)
    .filter(Boolean);
  const name = words.map((word) => `${word[0]?.toUpperCase()}${word.slice(1)}`).join('');
  return /^[A-Za-z]/.test(name) ? name : `Value${name}`;
}

/** A place of the contract with all that was found there. */
interface DraftPlace {
  /** RFC 9535 path. */
  readonly path: string;
  readonly schema: Schema;
  readonly findings: readonly FullFinding[];
}

/** An action, and the findings that it is made of. */
interface Drafted {
  readonly action: JsonObject;
  readonly of: readonly FullFinding[];
}

/** Makes one kind of actions for a place. */
type Draft = (place: DraftPlace) => readonly Drafted[];

/** An action with what was seen, and how often, in its description. */
function drafted(of: readonly FullFinding[], target: string, change: JsonObject): Drafted {
  const description = `Draft, from responses: ${of.map(describeFinding).join('; ')}.`;
  return { of, action: { target, description, ...change } };
}

/** Declares fields that the contract lacks. */
const fieldActions: Draft = ({ findings, path }) =>
  findings.flatMap((finding) => {
    const { field, kind, of, seen, types } = finding;
    if (kind !== 'unknown-field' || field === undefined || field === HIDDEN_NAME) return [];
    const [keyword, name] =
      field === HIDDEN_ID ? ['patternProperties', '^id_[0-9]+$'] : ['properties', field];
    const property = {
      ...seenSchema(types),
      description: `Seen ${seen} of ${of} times; what it means is not described yet.`,
    };
    const change = {
      'x-expect-absent': [toPointer([keyword, name])],
      update: { [keyword]: { [name]: property } },
    };
    return [drafted([finding], path, change)];
  });

/** Takes fields off the required ones. */
const requirementActions: Draft = ({ findings, path }) =>
  findings.flatMap((finding) => {
    const { field, kind } = finding;
    if (kind !== 'missing-required' || field === undefined) return [];
    const name = `'${field.replace(/[\\']/g, '\\$&')}'`;
    const change = { 'x-expect': field, remove: true };
    return [drafted([finding], `${path}[?@ == ${name}]`, change)];
  });

/** A schema of what was seen, as far as types tell. */
function seenSchema(types: readonly TypeName[]): JsonObject {
  const kept = withoutEchoes(types);
  const [only, second] = kept;
  return {
    ...(only !== undefined && { type: second === undefined ? only : [...kept] }),
    ...(kept.includes('array') && { items: {} }),
    ...(kept.includes('object') && {
      additionalProperties: true,
      'x-free-form': 'Seen as an object; its keys are not described yet.',
    }),
  };
}

/** Integers are numbers already. */
function withoutEchoes(types: readonly TypeName[]): TypeName[] {
  const distinct = [...new Set(types)];
  return distinct.includes('number') ? distinct.filter((type) => type !== 'integer') : distinct;
}

/** Lets a place have types, null among them, that it has and should not have. */
const typeActions: Draft = ({ findings, path, schema }) => {
  const of = findings.filter(({ kind }) => kind === 'type' || kind === 'null');
  if (of.length === 0) return [];
  const more = [...new Set(of.flatMap(({ types }) => types))];
  if (schema.type !== undefined) return wider(schemaTypesOf(schema), schema.type as Json);
  if (schema.$ref !== undefined) return besides('$ref', schema.$ref);
  if (schema.allOf) return [];
  const keyword = schema.oneOf ? 'oneOf' : 'anyOf';
  return [drafted(of, path, { update: { [keyword]: more.map((type) => seenSchema([type])) } })];

  /** Lists are only ever extended by an update and texts replaced, so the old type goes first. */
  function wider(types: readonly TypeName[], old: Json) {
    const { type, ...rest } = seenSchema(more);
    const update = { ...rest, type: withoutEchoes([...types, ...more]) };
    return [
      drafted(of, `${path}.type`, { 'x-expect': old, remove: true }),
      drafted(of, path, { 'x-expect-absent': ['/type'], update }),
    ];
  }

  function besides(keyword: '$ref', old: string) {
    const anyOf = [{ [keyword]: old }, ...more.map((type) => seenSchema([type]))];
    return [
      drafted(of, `${path}['${keyword}']`, { 'x-expect': old, remove: true }),
      drafted(of, path, { 'x-expect-absent': [`/${keyword}`, '/anyOf'], update: { anyOf } }),
    ];
  }
};

/** Writes the draft and returns a summary. */
export async function writeDraft(
  file: string,
  contract: JsonObject,
  findings: readonly FullFinding[],
): Promise<string> {
  const { left, overlay } = draftOverlay(contract, findings);
  const actions = overlay.actions as unknown[];
  if (actions.length === 0) return `${file} is not written: there is nothing to draft.`;
  await writeFileAtomic(file, serializeDocument(overlay, file));
  const rest = left.map(
    (finding) => `  left to you: ${finding.pointer}: ${describeFinding(finding)}`,
  );
  const actionCount = `${actions.length} action${actions.length === 1 ? '' : 's'}`;
  return [`${file} written: ${actionCount}.`, TRY.replaceAll('FILE', file), ...rest].join('\n');
}

const TRY = 'Try it: pnpm -s spec:patch --input specs/kaiten/openapi.json --overlay FILE';

const DRAFTS: readonly Draft[] = [fieldActions, requirementActions, typeActions, codeActions];
