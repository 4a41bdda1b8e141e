import { OperationUsage, schemaPart } from '../diff/index.ts';
import type { JsonObject } from '../openapi/json.ts';
import { operationLines } from './operation-lines.ts';
import {
  lineUsing,
  operationIdOf,
  type Program,
  type ProgramLine,
  type PublishedContract,
  plainLine,
  publishedContract,
} from './program.ts';
import { eventLines, schemaLines } from './schema-lines.ts';

const WEBHOOKS = 'Webhooks';
const OTHERS = 'Others';

/**
 * Generates programs that use everything that the packages of a contract export, one program per
 * section (tag). The result only depends on the contract.
 */
export function programsOf(document: JsonObject): Program[] {
  const published = publishedContract(document);
  const sectionOfSchema = schemaSections(published);
  const parts: { section: string; lines: ProgramLine[] }[] = [
    ...published.operations.map((entry) => ({
      section: sectionOf(entry.operation),
      lines: operationLines(published, entry),
    })),
    ...Object.keys(published.schemas).map((name) => ({
      section: sectionOfSchema.get(name) ?? OTHERS,
      lines: schemaLines(published, name),
    })),
    { section: WEBHOOKS, lines: eventLines(published) },
  ];
  return [...Map.groupBy(parts, ({ section }) => section)]
    .map(([section, group]) => ({ section, lines: group.flatMap(({ lines }) => lines) }))
    .filter(({ lines }) => lines.length > 0)
    .sort((a, b) => (a.section < b.section ? -1 : 1))
    .map(({ section, lines }) => ({
      file: `${section.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.ts`,
      lines: [...HEADER, ...typeImports(published, lines), ...lines],
    }));
}

export function programText({ lines }: Program): string {
  return `${lines.map(({ text }) => text).join('\n')}\n`;
}

/** The first lines of every program. `read` and `given` stand for code that uses values. */
const HEADER: readonly ProgramLine[] = [
  plainLine("import { createClient, createConfig } from '@kaiten-sdk/client';"),
  plainLine("const client = createClient(createConfig({ baseUrl: 'https://example.kaiten.ru' }));"),
  plainLine('declare function read<T>(value: T): void;'),
  plainLine('declare function given<T>(): T;'),
];

/** Imports of the named schemas that lines mention. */
function typeImports({ schemas }: PublishedContract, lines: readonly ProgramLine[]): ProgramLine[] {
  const mentioned = new Set(lines.flatMap(({ text }) => text.match(/\b[A-Z]\w*/g) ?? []));
  return Object.keys(schemas)
    .filter((name) => mentioned.has(name))
    .map((name) => {
      const text = `import type { ${name} } from '@kaiten-sdk/types';`;
      return lineUsing(text, 'consumer-import', schemaPart(name));
    });
}

function sectionOf({ tags }: JsonObject): string {
  const [tag] = Array.isArray(tags) ? tags : [];
  return typeof tag === 'string' ? tag : OTHERS;
}

/** The section of each schema: the first one, by name, whose operations use it. */
function schemaSections(published: PublishedContract): Map<string, string> {
  const { document, schemas, operations } = published;
  const usage = new OperationUsage(document);
  const sections = new Map(
    operations.map((entry) => [operationIdOf(entry), sectionOf(entry.operation)]),
  );
  return new Map(
    Object.keys(schemas).map((name) => {
      const users = usage.operationsOf(schemaPart(name).owner);
      const [first = OTHERS] = users.map((user) => sections.get(user) ?? WEBHOOKS).sort();
      return [name, first];
    }),
  );
}
