/** The response itself. */
export const ROOT_PLACE = '$';

/** How many steps a place may have: no response of Kaiten comes near it. */
export const MAX_DEPTH = 200;

/** Replaces names that may be data: ids, email addresses, text that people wrote. */
export const HIDDEN_NAME = '*';

/** Replaces keys that contain the id of a custom property, such as `id_123`. */
export const HIDDEN_ID = 'id_{n}';

/** A place, split into its parent and its last step: a property name, or `[]` for array items. */
export interface PlaceStep {
  readonly parent: string;
  readonly step: string;
}

/** The last step of a place; `undefined` for the root, and for text that is not a place. */
export function stepOf(place: string): PlaceStep | undefined {
  if (!place.startsWith(ROOT_PLACE)) return undefined;
  if (place.endsWith('[]')) return { parent: place.slice(0, -2), step: '[]' };
  const dot = place.lastIndexOf('.');
  const step = place.slice(dot + 1);
  return dot > 0 && /^[^[\]]+$/.test(step) ? { parent: place.slice(0, dot), step } : undefined;
}

export function propertyPlace(parent: string, name: string): string {
  return `${parent}.${name}`;
}

export function itemsPlace(parent: string): string {
  return `${parent}[]`;
}

/** The place that a step leads to. */
export function placeAfter(parent: string, step: string): string {
  return step === '[]' ? itemsPlace(parent) : propertyPlace(parent, step);
}

/** Whether a step leads to a property whose name is known. */
export function isNamedStep(step: string): boolean {
  return step !== '[]' && !isHiddenName(step);
}

/** Why a text is not a place; `undefined` if it is one. */
export function placeProblem(place: string): string | undefined {
  if (place.length > MAX_DEPTH * LONGEST_STEP) return TOO_DEEP;
  const steps = /^\$((?:\.[^.[\]]+|\[\])*)$/.exec(place)?.[1]?.match(/[^.[\]]+|\[\]/g);
  if (place === ROOT_PLACE) return undefined;
  if (!steps) return 'A place is $ followed by .name and [], such as $[].owner.id.';
  if (steps.length > MAX_DEPTH) return TOO_DEEP;
  const name = steps.find((step) => isNamedStep(step) && shownName(step) !== step);
  return name && `The name ${name} may be data: write ${shownName(name)} instead.`;
}

const LONGEST_STEP = 65;
export const TOO_DEEP = `A place has at most ${MAX_DEPTH} steps.`;

/** The start of a long place, for messages. */
export function shortPlace(place: string): string {
  return place.length <= 60 ? place : `${place.slice(0, 57)}…`;
}

/** A property name as places show it: hidden if the name may be data. */
export function shownName(name: string): string {
  if (/^id_\d+$/.test(name)) return HIDDEN_ID;
  return isPropertyName(name) ? name : HIDDEN_NAME;
}

/** Whether a name stands for any number of names, so that no object can lack it. */
export function isHiddenName(name: string): boolean {
  return name === HIDDEN_NAME || name === HIDDEN_ID;
}

/**
 * Whether a name is spelled like the properties of Kaiten: in snake case or in camel case, not in both,
 * with single digits, and not hexadecimal. Ids, secrets and titles hardly ever are.
 */
function isPropertyName(name: string): boolean {
  if (name.length > 64) return false;
  const isWord = /^[$_]{0,2}[a-z][a-z\d]*(?:(?:_[a-z\d]+)*_?|(?:[A-Z][a-z\d]*)+)$/.test(name);
  return isWord && !/\d\d|(\d.*){3}/.test(name) && !isHex(name);
}

/** Whether a text may be an id in hexadecimal digits, such as a UUID. */
export function isHex(text: string): boolean {
  return text.length >= 16 && /^[\da-f-]+$/i.test(text);
}
