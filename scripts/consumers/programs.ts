import { Usage } from '../diff/index.ts';
import type { JsonObject } from '../openapi/json.ts';
import { callLines } from './call-lines.ts';
import { eventLines } from './event-lines.ts';
import { HEADER, operationImports, schemaImports, typeImports } from './import-lines.ts';
import type { Line } from './line.ts';
import { operationIdOf, type Published, placeOfSchema, publishedOf } from './published.ts';
import { schemaLines } from './schema-lines.ts';

/** A program as a user of the published packages might have it. */
export interface Program {
  /** File name, such as `cards.ts`. */
  readonly file: string;
  readonly lines: readonly Line[];
}

const WEBHOOKS = 'Webhooks';
const REST = 'Others';

/**
 * Programs that use everything that packages made of a contract export, one for each section. The
 * same contract makes the same programs.
 */
export function programsOf(document: JsonObject): Program[] {
  const published = publishedOf(document);
  const sections = new Map<string, Line[]>();
  const add = (section: string, lines: readonly Line[]) =>
    sections.set(section, [...(sections.get(section) ?? []), ...lines]);
  for (const entry of published.operations) {
    add(sectionOf(entry.operation), [
      ...operationImports(published, entry),
      ...callLines(published, entry),
    ]);
  }
  const homes = sectionsOfSchemas(published);
  for (const [name, schema] of Object.entries(published.schemas)) {
    const lines = [...schemaImports(name, schema), ...schemaLines(published, name)];
    add(homes.get(name) ?? REST, lines);
  }
  add(WEBHOOKS, eventLines(published));
  return [...sections]
    .filter(([, lines]) => lines.length > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([section, lines]) => ({
      file: `${section.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.ts`,
      lines: [...HEADER, ...typeImports(published, lines), ...lines],
    }));
}

export function programText({ lines }: Program): string {
  return `${lines.map(({ text }) => text).join('\n')}\n`;
}

function sectionOf({ tags }: JsonObject): string {
  const [tag] = Array.isArray(tags) ? tags : [];
  return typeof tag === 'string' ? tag : REST;
}

/** A schema is in the first section whose operations use it. */
function sectionsOfSchemas({ document, schemas, operations }: Published): Map<string, string> {
  const usage = new Usage(document);
  const sections = new Map(
    operations.map((entry) => [operationIdOf(entry), sectionOf(entry.operation)]),
  );
  return new Map(
    Object.keys(schemas).map((name) => {
      const users = usage.operationsOf(placeOfSchema(name).owner);
      const [first = REST] = users.map((user) => sections.get(user) ?? WEBHOOKS).sort();
      return [name, first];
    }),
  );
}
