import type { Validator } from '@seriousme/openapi-schema-validator';
import type { Problem } from '../cli/problem.ts';
import { describeType, isObject, type Json } from './json.ts';
import { atMost, shortValue } from './short-value.ts';

/**
 * Checks a document against the published JSON schema of its OpenAPI version: 3.0, 3.1 or 3.2.
 * Makes no requests. The schemas of 3.1 and 3.2 do not validate Schema Objects.
 *
 * @param document Any parsed JSON or YAML. If it is not an OpenAPI 3 document, the only problem
 * describes it.
 * @param file The file or URL to name in the problems.
 * @returns At most 20 problems and the count of the rest; empty if the document is valid.
 */
export async function schemaProblems(document: Json, file: string): Promise<Problem[]> {
  const recognised = recognise(document);
  if (!recognised.version) {
    return [
      {
        file,
        message: `an OpenAPI document of version 3.0, 3.1 or 3.2 is needed, this is ${recognised.instead}`,
        hint: 'Check the address; a document of an older version must be converted first.',
      },
    ];
  }
  const validate = await validatorFor(recognised.version);
  if (validate(document)) return [];
  const problems = explainViolations(validate.errors ?? []);
  return atMost(
    20,
    problems.map((problem) => ({ file, ...problem })),
  );
}

type Outcome = Awaited<ReturnType<Validator['validate']>>;
type Violation = Extract<Outcome['errors'], readonly unknown[]>[number];

interface CompiledSchema {
  (document: unknown): boolean;
  errors?: Violation[] | null;
}

interface Compiler {
  getAjvValidator(version: string): CompiledSchema;
}

let compiler: Promise<Compiler> | undefined;

/**
 * The compiled published schema of one OpenAPI version. Loading and compiling take a quarter of a
 * second, so it is compiled on first use and cached.
 *
 * The `validate` of the library is not used: it also resolves references by different rules and
 * writes through `__proto__` keys.
 */
async function validatorFor(version: '3.0' | '3.1' | '3.2'): Promise<CompiledSchema> {
  compiler ??= loadCompiler();
  return (await compiler).getAjvValidator(version);
}

async function loadCompiler(): Promise<Compiler> {
  const library = await import('@seriousme/openapi-schema-validator');
  const validator: unknown = new library.Validator({ allErrors: true, verbose: true });
  return validator as Compiler;
}

type Explained = Pick<Problem, 'pointer' | 'message'>;

const MIXES = 'mixes forms that exclude each other';

/** Turns the validator's errors into problems: one for each mistake, named by its value. */
function explainViolations(violations: readonly Violation[]): Explained[] {
  const reported = new Map<string, Explained>();
  for (const violation of withoutEchoes(violations)) {
    const problem = { pointer: violation.instancePath, message: explain(violation) };
    reported.set(`${problem.pointer} ${problem.message}`, problem);
  }
  return [...reported.values()];
}

function explain(violation: Violation): string {
  const { keyword, params, propertyName } = violation;
  if (propertyName !== undefined) {
    return `the name ${shortValue(propertyName)} ${violation.message}`;
  }
  const found = shortValue(violation.data as Json);
  switch (keyword) {
    case 'required':
      return `${params.missingProperty} is missing`;
    case 'additionalProperties':
      return `${shortValue(params.additionalProperty)} is not allowed here`;
    case 'unevaluatedProperties':
      return `${shortValue(params.unevaluatedProperty)} is not allowed here`;
    case 'type':
      return `found ${found}, allowed: ${[params.type].flat().join(' or ')}`;
    case 'enum':
      return `found ${found}, allowed: ${params.allowedValues.map(shortValue).join(', ')}`;
    case 'const':
      return `found ${found}, allowed: ${shortValue(params.allowedValue)}`;
    case 'format':
      return `found ${found}, which is not a valid ${params.format}`;
    case 'not':
      return MIXES;
    case 'oneOf':
    case 'anyOf':
      return params.passingSchemas ? MIXES : 'matches none of the alternatives allowed here';
    default:
      return `${violation.message}, found ${found}`;
  }
}

/** Keywords that only report that something inside them failed, which is also reported. */
const WRAPPERS = new Set(['if', 'allOf', 'anyOf', 'oneOf', 'propertyNames']);

/**
 * Keeps the errors that name a mistake. A validator also reports each alternative that the author
 * did not intend, and every enclosing schema.
 */
function withoutEchoes(violations: readonly Violation[]): Violation[] {
  const isAnother = isOfAnotherForm(violations);
  const reported = violations.filter(
    (violation) => !WRAPPERS.has(violation.keyword) && !isAnother(violation),
  );
  const explained = new Set(reported.flatMap(({ instancePath }) => placesFrom(instancePath)));
  const unexplained = violations.filter(
    ({ keyword, instancePath }) =>
      (keyword === 'oneOf' || keyword === 'anyOf') && !explained.has(instancePath),
  );
  const explanation = [...joinForms(reported), ...unexplained];
  // Never empty: the document is invalid even if no rule above describes the error.
  return explanation.length > 0 ? explanation : [...violations];
}

/** Merges errors of several alternatives into one. */
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

/** A pointer and the pointers of all its ancestors. */
function placesFrom(place: string): string[] {
  const segments = place.split('/');
  return segments.map((_, index) => segments.slice(0, index + 1).join('/'));
}

/** A version with a published schema, or a description of the document. */
type Recognised =
  | { readonly version: '3.0' | '3.1' | '3.2' }
  | { readonly version?: never; readonly instead: string };

/** Distinguishes OpenAPI 3 documents from anything else that a URL may return. */
function recognise(document: Json): Recognised {
  if (!isObject(document)) return { instead: instead(document) };
  const { openapi, swagger } = document;
  if (swagger !== undefined) return { instead: `Swagger ${String(swagger)}` };
  if (openapi === undefined) return { instead: `no OpenAPI document: ${keysOf(document)}` };
  if (typeof openapi !== 'string') {
    return { instead: `a document whose openapi is ${shortValue(openapi)}, not a string` };
  }
  const [, version] = /^(3\.[012])\.\d+(?:-.+)?$/.exec(openapi) ?? [];
  return version
    ? { version: version as '3.0' | '3.1' | '3.2' }
    : { instead: `OpenAPI ${JSON.stringify(openapi)}` };
}

function instead(value: Json): string {
  if (typeof value !== 'string') return describeType(value);
  return /^\s*<(!doctype|html|\?xml)/i.test(value)
    ? 'a page of HTML or XML'
    : `text: ${shortValue(value)}`;
}

function keysOf(document: object): string {
  const keys = Object.keys(document);
  if (keys.length === 0) return 'an empty object';
  const shown = keys.slice(0, 6).map((key) => shortValue(key));
  const rest = keys.length - shown.length;
  return `an object with the top-level keys ${shown.join(', ')}${rest ? ` and ${rest} more` : ''}`;
}

/**
 * Whether an error comes from an alternative (`oneOf`, `anyOf`) that the author did not intend. The
 * discriminating property shows the intention: a `$ref`, or a value such as that of `in` or `type`
 * that all other alternatives reject.
 */
function isOfAnotherForm(violations: readonly Violation[]): (violation: Violation) => boolean {
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
  /** Discriminating properties with a value that one alternative accepts. */
  readonly chosen: ReadonlySet<string>;
  /** Discriminating properties with a value that no alternative accepts: that is the mistake. */
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
