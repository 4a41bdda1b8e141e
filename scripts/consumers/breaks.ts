import {
  asObject,
  type ContractPart,
  nameOfPart,
  propertyPart,
  schemaPart,
} from '../diff/index.ts';
import { toPointer } from '../openapi/json.ts';
import type { CompileError } from './packages.ts';
import {
  type ConsumerRule,
  operationIdOf,
  operationPart,
  type Program,
  type PublishedContract,
} from './program.ts';

/** A part of the published contract that code relies on and that no longer fits. */
export interface Break extends ContractPart {
  readonly rule: ConsumerRule;
  /** The first affected line, such as `cards.ts:12`. */
  readonly at: string;
  /** The code in this line. */
  readonly code: string;
  /** The message of the compiler. */
  readonly message: string;
}

/** The breaks that errors in generated programs show, each part once. */
export function generatedBreaks(
  programs: readonly Program[],
  errors: readonly CompileError[],
): Break[] {
  const byFile = new Map(programs.map((program) => [program.file, program]));
  const found = new Map<string, Break>();
  for (const { file, line, message } of errors) {
    const { text = '', relies } = byFile.get(file)?.lines[line - 1] ?? {};
    const { rule, ...part } = relies ?? { rule: 'consumer-program', ...linePart(file, line) };
    const at = `${file}:${line}`;
    const one: Break = { ...missingProperty(part, message), rule, at, code: text.trim(), message };
    if (!found.has(one.pointer)) found.set(one.pointer, one);
  }
  return [...found.values()].sort((a, b) => (a.pointer < b.pointer ? -1 : 1));
}

/** If an object lacks a property that is required now, this property is the part that broke. */
function missingProperty(part: ContractPart, message: string): ContractPart {
  const property = /^Property '([^']+)' is missing in type/.exec(message)?.[1];
  const isSchema = part.pointer === part.owner && part.owner.startsWith('/components/schemas/');
  return property === undefined || !isSchema ? part : propertyPart(part, property);
}

/**
 * The breaks that errors in handwritten programs show, except for those that are known: if a line
 * contains the name of a known break, the line is regarded as a use of it.
 */
export function handwrittenBreaks(
  published: PublishedContract,
  programs: ReadonlyMap<string, string>,
  errors: readonly CompileError[],
  known: readonly Break[],
): Break[] {
  const knownNames = new Set(
    known.filter(({ rule }) => rule !== 'consumer-event-switch').map(nameOfPart),
  );
  return errors.flatMap(({ file, line, message }): Break[] => {
    const code = programs.get(file)?.split('\n')[line - 1]?.trim() ?? '';
    const names = new Set(code.match(/[A-Za-z_$][\w$]*/g) ?? []);
    if ([...names].some((name) => knownNames.has(name))) return [];
    const part = partInLine(published, names, message) ?? linePart(file, line);
    return [{ ...part, rule: 'consumer-program', at: `${file}:${line}`, code, message }];
  });
}

/** The property in the compiler's message, or else the operation or schema in the line. */
function partInLine(
  { operations, schemas }: PublishedContract,
  names: ReadonlySet<string>,
  message: string,
): ContractPart | undefined {
  const [, property = '', type = ''] =
    /^Property '([^']+)' does not exist on type '(\w+)'/.exec(message) ?? [];
  const properties = schemas[type]?.properties;
  if (properties) {
    return schemaPart(type, Object.hasOwn(asObject(properties), property) ? property : undefined);
  }
  const entry = operations.find((one) => names.has(operationIdOf(one)));
  if (entry) return operationPart(entry);
  const schema = Object.keys(schemas).find((name) => names.has(name));
  return schema === undefined ? undefined : schemaPart(schema);
}

function linePart(file: string, line: number): ContractPart {
  const pointer = toPointer([file, line]);
  return { pointer, owner: pointer, title: `\`${file}:${line}\`` };
}
