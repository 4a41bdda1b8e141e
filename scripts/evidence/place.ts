import { isHidden, shownName } from './privacy.ts';

/** The whole response. */
export const ROOT_PLACE = '$';

/** A place as what it is in, and its own step: a property's name, or `[]` for the items of a list. */
export interface PlaceStep {
  readonly parent: string;
  readonly step: string;
}

const LAST_STEP = /^(?<parent>\$.*?)(?:\.(?<name>[^.[\]]+)|(?<items>\[\]))$/;

/** The last step of a place; `undefined` for the root, and for what is not a place. */
export function stepOf(place: string): PlaceStep | undefined {
  const { parent, name, items } = LAST_STEP.exec(place)?.groups ?? {};
  const step = name ?? items;
  return parent === undefined || step === undefined ? undefined : { parent, step };
}

export function propertyPlace(parent: string, name: string): string {
  return `${parent}.${name}`;
}

export function itemsPlace(parent: string): string {
  return `${parent}[]`;
}

/** Whether a step leads to a property of an object, by its one name. */
export function isNamedStep(step: string): boolean {
  return step !== '[]' && !isHidden(step);
}

/** Why a text is not a place; `undefined` if it is one. */
export function placeProblem(place: string): string | undefined {
  if (place === ROOT_PLACE) return undefined;
  const last = stepOf(place);
  if (!last) return 'a place is $ with .name and [] after it, such as $[].owner.id';
  const { parent, step } = last;
  if (step !== '[]' && !isHidden(step) && shownName(step) !== step) {
    return `the name ${step} may be data: write ${shownName(step)} instead`;
  }
  return placeProblem(parent);
}
