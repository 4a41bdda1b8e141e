import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { PipelineError, type Problem } from '../cli/problem.ts';
import type { Kind } from '../openapi/grammar.ts';
import { isObject, type Json, type JsonObject, toPointer } from '../openapi/json.ts';
import { operationsOf } from '../openapi/operations.ts';
import { valueAtPointer } from '../openapi/reference.ts';
import { compactJson, shortList } from '../openapi/short-value.ts';
import { walk } from '../openapi/walk.ts';
import { type Action, inAction } from './overlay/parse.ts';
import type { NodeLocation } from './overlay/query.ts';

/**
 * What upstream had at every place that the overlays write, when they were last accepted:
 * `specs/kaiten/overlays.lock.json`. Places are RFC 6901 pointers into upstream.
 */
export interface OverlayLock {
  /** SHA-256 of the upstream that the places were read from. */
  readonly upstreamSha256: string;
  /** The places at which upstream had a value, and the value. */
  readonly present: JsonObject;
  /** The places at which upstream had nothing. */
  readonly absent: string[];
}

/** @throws `PipelineError` if it is not a lock. */
export function parseOverlayLock(document: Json, file: string): OverlayLock {
  const { upstreamSha256, present, absent } = isObject(document) ? document : {};
  if (typeof upstreamSha256 === 'string' && isObject(present) && isTextList(absent)) {
    return { upstreamSha256, present, absent };
  }
  throw new PipelineError(`${file} is not a lock of overlays`, [
    {
      file,
      message: 'must have upstreamSha256 (text), present (object) and absent (list of pointers)',
      hint: 'Restore it with git: without it, a change of upstream under an overlay goes unnoticed.',
    },
  ]);
}

function isTextList(value: Json | undefined): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

/** An action, and the locations that it wrote in the document. */
export interface Written {
  readonly action: Action;
  readonly locations: readonly NodeLocation[];
}

/** The lock for an upstream and the overlays that were written for it. */
export function lockOf(upstream: JsonObject, written: readonly Written[]): OverlayLock {
  const present: JsonObject = {};
  const absent: string[] = [];
  const places = [...writesOf(upstream, written).flatMap((w) => w.places), ...watchedIn(upstream)];
  for (const place of [...new Set(places)].sort()) {
    const value = valueAtPointer(upstream, place);
    if (value === undefined) absent.push(place);
    else present[place] = value;
  }
  return { upstreamSha256: hashOf(upstream), present, absent };
}

/**
 * Reports where upstream has changed under the overlays, so that nothing is patched twice.
 *
 * @param options.contract The result of the overlays, which shows whether upstream now has what they write.
 * @param options.keep Actions (`spaces#3`) and places that are accepted with what upstream has now.
 * @returns A problem for each action that writes where upstream has changed, and for each other place
 * whose change would alter the meaning of what an overlay describes.
 */
export function upstreamChanges(options: {
  readonly upstream: JsonObject;
  readonly written: readonly Written[];
  readonly lock: OverlayLock;
  readonly contract: JsonObject;
  readonly keep: ReadonlySet<string>;
}): Problem[] {
  const { upstream, lock, contract, keep } = options;
  // Overlays that changed while upstream did not were written for this upstream.
  if (hashOf(upstream) === lock.upstreamSha256) return [];
  const known = knownPlaces(lock);
  const changesAmong = (places: readonly string[]) =>
    places.filter((place) => !keep.has(place) && !isUnchanged(place, places));
  // A wildcard also matches what upstream has added, which may have what its other matches have.
  const isUnchanged = (place: string, others: readonly string[]) => {
    const now = valueAtPointer(upstream, place);
    const accepted = known.has(place) ? [place] : [undefined, ...others];
    return accepted.some((other) =>
      isDeepStrictEqual(now, other === undefined ? undefined : lock.present[other]),
    );
  };
  const describe = (place: string) => {
    const before = known.has(place) ? compactJson(lock.present[place]) : 'no recorded value';
    return `${place} had ${before}, now it has ${compactJson(valueAtPointer(upstream, place))}`;
  };

  const writes = writesOf(upstream, options.written);
  const ofActions = writes.flatMap(({ action, places }) => {
    const changed = keep.has(actionId(action)) ? [] : changesAmong(places);
    if (changed.length === 0) return [];
    const message = `upstream has changed where this action writes: ${shortList(changed.map(describe), '; ')}`;
    const adopted = changed.every((place) =>
      isDeepStrictEqual(valueAtPointer(upstream, place), valueAtPointer(contract, place)),
    );
    return [inAction(action.place, { message, hint: hintFor(action, adopted) })];
  });
  const ofPlaces = changesAmong(unwritten(watchedIn(upstream, lock), writes)).map((place) => ({
    file: 'upstream.json',
    message: describe(place),
    hint: `Describe it in an overlay, or accept it: pnpm spec:patch --keep ${place}`,
  }));
  return [...ofActions, ...ofPlaces];
}

/** How commands name an action: `spaces#3` is the third of `spaces.overlay.yaml`. */
export function actionId({ place: { file, number } }: Pick<Action, 'place'>): string {
  return `${basename(file).replace(/\.overlay\.ya?ml$/, '')}#${number}`;
}

function hintFor(action: Action, adopted: boolean): string {
  const id = actionId(action);
  const drop = `drop the action (pnpm spec:adopt ${id})`;
  if (adopted) return `Upstream now has what this action writes: ${drop}.`;
  const keep = `pnpm spec:patch --keep ${id}`;
  return `Either ${drop}, or keep it (${keep}), or change it to contain what upstream has and run ${keep}.`;
}

/** Objects of which only the keys that an action writes are compared. Others are compared whole. */
const CONTAINERS: ReadonlySet<Kind> = new Set<Kind>([
  'document',
  'paths',
  'pathItem',
  'operation',
  'responses',
  'components',
]);

/** The places of upstream that each action writes. */
function writesOf(upstream: JsonObject, written: readonly Written[]) {
  const wholes = new Set(
    [...walk(upstream)].filter(({ kind }) => !CONTAINERS.has(kind)).map(({ pointer }) => pointer),
  );
  return written.map(({ action, locations }) => ({
    action,
    places: [...new Set(locations.map((location) => placeOf(location, upstream, wholes)))],
  }));
}

/**
 * Where a location of the patched document is in upstream: the first object on the way that is
 * compared whole, the first list, or the first key that upstream does not have.
 */
function placeOf(location: NodeLocation, upstream: JsonObject, wholes: ReadonlySet<string>) {
  let value: Json | undefined = upstream;
  let pointer = '';
  for (const [depth, segment] of location.entries()) {
    const isName = depth < 3 && (location[0] === 'paths' || location[0] === 'components');
    if (!(isObject(value) || isName) || wholes.has(pointer)) break;
    value = isObject(value) && Object.hasOwn(value, segment) ? value[segment] : undefined;
    pointer += toPointer([segment]);
  }
  return pointer;
}

/** Keys that change what an operation means, whatever an overlay says of it. */
const OPERATION_KEYS = ['security', 'servers', 'deprecated', 'callbacks'];
const PATH_KEYS = ['servers', 'parameters', '$ref'];
/** Extensions with a meaning in this repository. */
const EXTENSIONS = [
  'x-also-documented-as',
  'x-at-least-one-of',
  'x-free-form',
  'x-no-body',
  'x-pagination',
  'x-stability',
];

/**
 * Places that are compared although no action writes them.
 *
 * @param lock Leaves out operations that it does not know: upstream has added them.
 */
function watchedIn(upstream: JsonObject, lock?: OverlayLock): string[] {
  const known = lock && knownPlaces(lock);
  const operations = operationsOf(upstream).filter(
    ({ pointer }) => known?.has(`${pointer}/security`) ?? true,
  );
  return [
    '/security',
    '/servers',
    ...operations.flatMap(({ pointer, path }) => [
      ...OPERATION_KEYS.map((key) => `${pointer}/${key}`),
      ...PATH_KEYS.map((key) => toPointer(['paths', path, key])),
    ]),
    ...[...walk(upstream)].flatMap(({ node, pointer }) =>
      EXTENSIONS.filter((key) => Object.hasOwn(node, key)).map((key) => `${pointer}/${key}`),
    ),
  ];
}

/** Those of the places that no action writes, each once. */
function unwritten(places: readonly string[], writes: ReturnType<typeof writesOf>): string[] {
  const written = new Set(writes.flatMap((write) => write.places));
  return [...new Set(places)].filter((place) => !written.has(place));
}

function knownPlaces({ present, absent }: OverlayLock): ReadonlySet<string> {
  return new Set([...absent, ...Object.keys(present)]);
}
function hashOf(document: JsonObject): string {
  return createHash('sha256').update(JSON.stringify(document)).digest('hex');
}
