import { asObject, type ContractPart } from '../diff/index.ts';
import { schemaSides } from '../openapi/check-contract.ts';
import type { JsonObject } from '../openapi/json.ts';
import { type OperationEntry, operationsOf } from '../openapi/operations.ts';
import { propertyKey } from './code-text.ts';

/** The contract that programs are written for. */
export interface PublishedContract {
  readonly document: JsonObject;
  readonly operations: readonly OperationEntry[];
  readonly schemas: Readonly<Record<string, JsonObject>>;
  /** Names of the schemas in responses and webhooks; all others are only sent. */
  readonly received: ReadonlySet<string>;
}

export function publishedContract(document: JsonObject): PublishedContract {
  return {
    document,
    operations: operationsOf(document),
    schemas: asObject(asObject(document.components).schemas) as Record<string, JsonObject>,
    received: new Set(schemaSides(document).response.keys()),
  };
}

export function operationIdOf({ operation }: Pick<OperationEntry, 'operation'>): string {
  return String(operation.operationId);
}

export function operationPart(entry: OperationEntry): ContractPart {
  const title = `\`${operationIdOf(entry)}\``;
  return { pointer: entry.pointer, owner: entry.pointer, title };
}

export interface SchemaProperty {
  readonly name: string;
  readonly schema: JsonObject;
  readonly required: boolean;
}

export function propertiesOf({ properties, required }: JsonObject): SchemaProperty[] {
  const names = new Set(Array.isArray(required) ? required : []);
  return Object.entries(asObject(properties)).map(([name, property]) => ({
    name,
    schema: asObject(property),
    required: names.has(name),
  }));
}

/** A program that uses the published packages. */
export interface Program {
  /** File name, such as `cards.ts`. */
  readonly file: string;
  readonly lines: readonly ProgramLine[];
}

export interface ProgramLine {
  readonly text: string;
  /** The part of the published contract that it relies on, if any. */
  readonly relies?: Reliance;
}

interface Reliance extends ContractPart {
  /** The rule of the policy that rates a break. */
  readonly rule: ConsumerRule;
}

export type ConsumerRule =
  | 'consumer-import'
  | 'consumer-call'
  | 'consumer-read'
  | 'consumer-constant'
  | 'consumer-shape-switch'
  | 'consumer-event-switch'
  | 'consumer-program';

/** A line that relies on a part of the contract. */
export function lineUsing(text: string, rule: ConsumerRule, part: ContractPart): ProgramLine {
  return { text, relies: { rule, ...part } };
}

/** A line that relies on nothing, such as a closing brace. */
export function plainLine(text: string): ProgramLine {
  return { text };
}

/** A property of an object literal. */
export interface LiteralProperty {
  readonly name: string;
  readonly text: string;
  readonly part: ContractPart;
}

/** An object literal with one property per line, so that errors show which property broke. */
export function objectLines(
  before: string,
  properties: readonly LiteralProperty[],
  after: string,
  part: ContractPart,
): ProgramLine[] {
  return [
    lineUsing(`${before}{`, 'consumer-call', part),
    ...properties.map((one) =>
      lineUsing(`${propertyKey(one.name)}: ${one.text},`, 'consumer-call', one.part),
    ),
    lineUsing(`}${after}`, 'consumer-call', part),
  ];
}
