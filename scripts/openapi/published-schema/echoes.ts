import { isOfAnotherForm } from './forms.ts';
import type { Violation } from './validator.ts';

/** Keywords that only say that something inside them failed, which is told too. */
const WRAPPERS = new Set(['if', 'allOf', 'anyOf', 'oneOf', 'propertyNames']);

/**
 * Leaves the errors that name a mistake. A validator also reports each form that the author never
 * meant, and every wrapper on the way up.
 */
export function withoutEchoes(violations: readonly Violation[]): Violation[] {
  const isAnother = isOfAnotherForm(violations);
  const told = violations.filter(
    (violation) => !WRAPPERS.has(violation.keyword) && !isAnother(violation),
  );
  const explained = new Set(told.flatMap(({ instancePath }) => placesFrom(instancePath)));
  const unexplained = violations.filter(
    ({ keyword, instancePath }) =>
      (keyword === 'oneOf' || keyword === 'anyOf') && !explained.has(instancePath),
  );
  const explanation = [...joinForms(told), ...unexplained];
  // Never nothing: the document is invalid, even where no rule above finds words for it.
  return explanation.length > 0 ? explanation : [...violations];
}

/** One error for what any of several forms would have taken. */
function joinForms(violations: readonly Violation[]): Violation[] {
  const groups = Map.groupBy(violations, ({ keyword, instancePath, schemaPath }) =>
    keyword === 'enum' || /\/(oneOf|anyOf)\/\d+\/required$/.test(schemaPath)
      ? `${keyword} ${instancePath}`
      : Symbol('alone'),
  );
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (!first || others.length === 0) return first ?? [];
    const params = [first, ...others].map((violation) => violation.params);
    const joined =
      first.keyword === 'enum'
        ? { allowedValues: [...new Set(params.flatMap(({ allowedValues }) => allowedValues))] }
        : { missingProperty: params.map(({ missingProperty }) => missingProperty).join(' or ') };
    return { ...first, params: joined };
  });
}

/** A place and all places around it. */
function placesFrom(place: string): string[] {
  const segments = place.split('/');
  return segments.map((_, index) => segments.slice(0, index + 1).join('/'));
}
