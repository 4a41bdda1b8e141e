import { itemsPlace, propertyPlace } from './place.ts';
import { HIDDEN_ID, isHidden, shownName } from './privacy.ts';
import type { Placed, Schemas, View } from './view.ts';

/** What the contract says of a step from a value into it. */
export interface Step {
  /** What may hold for what is there. */
  readonly alternatives: readonly Schemas[];
  /** Whether the contract says on purpose that it does not know. */
  readonly isFreeForm: boolean;
}

/** What one view says of a property, by its name as places show it, or of items (`[]`). */
export function stepInto(view: View, step: string): Step {
  const alternatives = (step === '[]' ? [view.items] : propertySchemas(view, step)).filter(
    (schemas) => schemas.length > 0,
  );
  return { alternatives, isFreeForm: alternatives.length === 0 && view.isFreeForm };
}

function propertySchemas(view: View, name: string): readonly Schemas[] {
  if (isHidden(name)) return hiddenSchemas(view, name);
  const schemas = [...(view.properties.get(name) ?? []), ...matching(view, name)];
  return [schemas.length > 0 ? schemas : view.additional.schemas];
}

/** A hidden name stands for many, so whatever one of them could have may hold. */
function hiddenSchemas(view: View, name: string): readonly Schemas[] {
  const properties = [...view.properties].filter(([known]) => shownName(known) === name);
  const patterns =
    name === HIDDEN_ID ? matching(view, 'id_1') : view.patterns.map(([, schema]) => schema);
  const isSure = name === HIDDEN_ID && patterns.length > 0;
  return [
    ...properties.map(([, schemas]) => schemas),
    ...(isSure ? [patterns] : patterns.map((schema) => [schema])),
    ...(isSure ? [] : [view.additional.schemas]),
  ];
}

function matching({ patterns }: View, name: string): Placed[] {
  return patterns
    .filter(([pattern]) => new RegExp(pattern, 'u').test(name))
    .map(([, schema]) => schema);
}

/** The place that a step leads to. */
export function placeAfter(parent: string, step: string): string {
  return step === '[]' ? itemsPlace(parent) : propertyPlace(parent, step);
}
