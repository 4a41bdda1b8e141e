import { PipelineError, type Problem } from '../cli/problem.ts';
import { isObject, type Json, type JsonObject, toPointer } from './json.ts';
import { schemaNameAt } from './walk.ts';

/** An event that Kaiten sends. */
export interface DescribedEvent {
  /** Values of `event` in the payload: one name, or several with the same meaning. */
  readonly names: readonly string[];
  /** The component that describes the payload. */
  readonly component: string;
  readonly summary: string;
  /** Paths of all properties in the example, parents first. */
  readonly fields: readonly string[];
}

/**
 * Returns the events of a contract's webhooks, in document order: webhooks whose payload is a named
 * component with constant values for `event`. Other webhooks are skipped.
 *
 * @throws PipelineError if two webhooks send the same event.
 */
export function eventsOf(contract: JsonObject): DescribedEvent[] {
  const { webhooks } = contract;
  const events = Object.values(isObject(webhooks) ? webhooks : {}).flatMap((pathItem) =>
    isObject(pathItem) && isObject(pathItem.post) ? eventOf(contract, pathItem.post) : [],
  );
  const problems = ambiguities(events);
  if (problems.length > 0) throw new PipelineError('Webhooks cannot be distinguished', problems);
  return events;
}

function eventOf(contract: JsonObject, operation: JsonObject): DescribedEvent[] {
  const media = at(operation, ['requestBody', 'content', 'application/json']);
  const $ref = at(media, ['schema', '$ref']);
  const component = typeof $ref === 'string' ? schemaNameAt($ref.slice(1)) : undefined;
  if (component === undefined) return [];
  const names = constantsOf(
    at(contract, ['components', 'schemas', component, 'properties', 'event']),
  );
  const summary = typeof operation.summary === 'string' ? operation.summary : '';
  const fields = fieldsIn(at(media, ['example', 'data']), 'data');
  return names.length > 0 ? [{ names, component, summary, fields }] : [];
}

/** Objects whose property names depend on the change or on settings of the company. */
const MAPS = ['changes', 'properties'];

function fieldsIn(value: Json | undefined, path: string): string[] {
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const field = `${path}.${name}`;
    return [field, ...(MAPS.includes(name) ? [] : fieldsIn(inner, field))];
  });
}

function constantsOf(schema: Json | undefined): string[] {
  if (!isObject(schema)) return [];
  if (typeof schema.const === 'string') return [schema.const];
  return Array.isArray(schema.anyOf) ? schema.anyOf.flatMap(constantsOf) : [];
}

function ambiguities(events: readonly DescribedEvent[]): Problem[] {
  const senders = events.flatMap(({ names, component }) =>
    names.map((name) => ({ name, component })),
  );
  return [...Map.groupBy(senders, ({ name }) => name)].flatMap(([name, [, second]]) =>
    second
      ? [
          {
            pointer: toPointer(['components', 'schemas', second.component, 'properties', 'event']),
            message: `the event ${JSON.stringify(name)} is also sent by another webhook`,
            hint: 'Do not list an event name for more than one webhook.',
          },
        ]
      : [],
  );
}

function at(value: Json | undefined, keys: readonly string[]): Json | undefined {
  return keys.reduce<Json | undefined>(
    (inner, key) => (isObject(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined),
    value,
  );
}
