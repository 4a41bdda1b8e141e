import { isObject } from '../json.ts';
import type { Violation } from './validator.ts';

/**
 * Whether an error comes from a form that the author did not mean, where a schema allows several
 * (`oneOf`, `anyOf`). What was meant shows in the telling property: a `$ref`, or a value such as
 * that of `in` or `type` that all forms but one refuse.
 */
export function isOfAnotherForm(
  violations: readonly Violation[],
): (violation: Violation) => boolean {
  const unions = Map.groupBy(
    violations.filter(({ keyword }) => keyword === 'oneOf' || keyword === 'anyOf'),
    ({ instancePath }) => instancePath,
  );
  const { chosen, refused, rejected } = choices(violations, unions);
  return (violation) =>
    chosen.has(violation.instancePath) ||
    (unions.has(violation.instancePath) && isOfTheOtherReferenceForm(violation)) ||
    (!refused.has(violation.instancePath) && formsOf(violation).some((form) => rejected.has(form)));
}

/** OpenAPI 3.0 allows `Thing | Reference` all over. */
function isOfTheOtherReferenceForm({ data, schemaPath }: Violation): boolean {
  return (
    isObject(data) &&
    schemaPath.startsWith('#/definitions/Reference/') !== Object.hasOwn(data, '$ref')
  );
}

interface Choices {
  /** Telling properties with a value that one form takes. */
  readonly chosen: ReadonlySet<string>;
  /** Telling properties with a value that no form takes: that is the mistake. */
  readonly refused: ReadonlySet<string>;
  readonly rejected: ReadonlySet<string>;
}

function choices(
  violations: readonly Violation[],
  unions: ReadonlyMap<string, readonly Violation[]>,
): Choices {
  const chosen = new Set<string>();
  const refused = new Set<string>();
  const rejected = new Set<string>();
  const enums = violations.filter(({ keyword }) => keyword === 'enum');
  for (const [property, refusals] of Map.groupBy(enums, ({ instancePath }) => instancePath)) {
    const forms = numberOfForms(unions.get(parentOf(property)) ?? []);
    if (forms < 2 || refusals.length < forms - 1) continue;
    (refusals.length < forms ? chosen : refused).add(property);
    for (const refusal of refusals) rejected.add(formWithProperty(refusal));
  }
  return { chosen, refused, rejected };
}

function numberOfForms(unions: readonly Violation[]): number {
  const forms = unions.map(({ schema }) => (Array.isArray(schema) ? schema : []));
  return Math.max(0, ...forms.filter((each) => !each.some(isReferenceForm)).map((f) => f.length));
}

function isReferenceForm(form: unknown): boolean {
  return isObject(form) && form.$ref === '#/definitions/Reference';
}

/** An error is a form's own, or that of one of the form's properties. */
function formsOf(violation: Violation): string[] {
  return [
    `${violation.instancePath} ${parentOf(violation.schemaPath)}`,
    formWithProperty(violation),
  ];
}

function formWithProperty({ instancePath, schemaPath }: Violation): string {
  return `${parentOf(instancePath)} ${schemaPath.replace(/\/properties\/[^/]+\/[^/]+$/, '')}`;
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
