import { isObject, type Json, type JsonObject, toPointer } from '../openapi/json.ts';
import { parsePointer, resolve } from '../openapi/reference.ts';

/** A part of a contract: what a change is about, or what a line of code relies on. */
export interface ContractPart {
  /** RFC 6901 pointer in the document that has it: the new one, or the old one if it was removed. */
  readonly pointer: string;
  /** Pointer to the operation, webhook or component that contains it. */
  readonly owner: string;
  /** What sentences call it, or what its property belongs to: "the 200 response of `getCard`". */
  readonly title: string;
  /** If it is a property: its path from there, such as `owner.id` or `tags[].name`. */
  readonly property?: string;
}

const SECTIONS: Readonly<Record<string, string>> = {
  schemas: 'schema',
  responses: 'response',
  parameters: 'parameter',
  requestBodies: 'request body',
};

/** The part at a pointer that contains itself: a component. */
export function componentPart(pointer: string): ContractPart {
  const [, section = '', ...names] = parsePointer(pointer);
  const kind = names.length === 1 ? SECTIONS[section] : undefined;
  const name = `\`${names.at(-1) ?? section}\``;
  return { pointer, owner: pointer, title: kind ? `${kind} ${name}` : name };
}

/** A named schema, or one of its properties. */
export function schemaPart(name: string, property?: string): ContractPart {
  const schema = componentPart(toPointer(['components', 'schemas', name]));
  return property === undefined ? schema : propertyPart(schema, property);
}

export function propertyPart<Part extends ContractPart>(part: Part, name: string): Part {
  return {
    ...part,
    pointer: part.pointer + toPointer(['properties', name]),
    property: part.property ? `${part.property}.${name}` : name,
  };
}

/** A part in a sentence: "property `id` of schema `Card`". */
export function describePart({ title, property = '' }: ContractPart): string {
  const path = property.replace(/(\[\]|\{[^{}]*\})$/, '');
  const whole = path ? `property \`${path}\` of ${title}` : title;
  if (path === property) return whole;
  return `the ${property.endsWith(']') ? 'items' : 'values'} of ${whole}`;
}

/** The name of a part in code: `id` of property `owner.id`, `limit` of a parameter. */
export function nameOfPart({ title, property }: ContractPart): string {
  const path = property ?? /`([^`]+)`/.exec(title)?.[1] ?? title;
  return (
    path
      .replace(/[[\]{}]/g, '')
      .split('.')
      .at(-1) ?? path
  );
}

/** How code reads a part: `card.owner.id`, `data.tags[0].name`. */
export function accessToPart({ title, property }: ContractPart): string {
  const schema = /^schema `(.)(.*)`$/.exec(title);
  const variable = schema ? `${schema[1]?.toLowerCase()}${schema[2]}` : 'data';
  const path = property?.replaceAll('[]', '[0]').replace(/\{[^{}]*\}/g, '[key]');
  return path ? `${variable}${path.startsWith('[') ? '' : '.'}${path}` : variable;
}

/** An object of a contract with its part. */
export interface LocatedObject {
  readonly node: JsonObject;
  readonly part: ContractPart;
}

/**
 * The object in a field of a part.
 *
 * @returns For a reference, the component that it leads to; `undefined` if there is no object.
 */
export function locate(
  document: JsonObject,
  value: Json | undefined,
  parent: ContractPart,
  field: string,
  title: string,
): LocatedObject | undefined {
  if (!isObject(value)) return undefined;
  if (typeof value.$ref !== 'string') {
    const pointer = parent.pointer + toPointer([field]);
    return { node: value, part: { pointer, owner: parent.owner, title } };
  }
  const target = resolve(document, value.$ref);
  return target && isObject(target.value)
    ? { node: target.value, part: componentPart(target.pointer) }
    : undefined;
}

/** The value if it is an object, otherwise an empty object. */
export function asObject(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}
