import { expect, test } from 'vitest';
import { contractPaths, ROOT } from '../contracts/paths.ts';
import type { JsonObject } from '../openapi/json.ts';
import { operationsOf } from '../openapi/operations.ts';
import { readDocument } from '../openapi/read.ts';
import { programsOf, programText } from './programs.ts';
import { publishedSample } from './testing/small-repository.ts';

const programs = programsOf(publishedSample());
const textOf = (file: string) => {
  const program = programs.find((one) => one.file === file);
  return program ? programText(program) : '';
};

test('generates one program per section', () => {
  expect(programs.map(({ file }) => file)).toEqual(['some-things.ts', 'webhooks.ts']);
});

test('calls an operation with the required arguments of its example', () => {
  expect(textOf('some-things.ts')).toContain(`
const { data } = await updateThing({ client, throwOnError: true,
path: {
id: 7,
},
body: {
name: "Bolt",
},
});
read<Thing>(data);
`);
});

test('calls an operation with all arguments and their complete types', () => {
  expect(textOf('some-things.ts')).toContain(`
await updateThing({ client, throwOnError: true,
path: {
id: given<number>(),
},
query: {
"dry-run": given<boolean>(),
},
body: {
name: given<number | string>(),
size: given<1 | 2 | 3>(),
files: given<Blob[]>(),
},
});
`);
});

test.each([
  'read<string | null>(it.name);',
  'read<number | undefined>(it.size);',
  'read<State>(it.state);',
  'read<boolean | undefined>(it["in-use"]);',
])('reads properties of responses with their types: %s', (line) => {
  expect(textOf('some-things.ts')).toContain(`\n${line}\n`);
});

test.each([
  "import type { Thing } from '@kaiten-sdk/types';",
  "import type { Thing as ThingOfClient } from '@kaiten-sdk/client';",
  "import { updateThing } from '@kaiten-sdk/client';",
  "import type { UpdateThingData, UpdateThingResponse } from '@kaiten-sdk/client';",
  "import { zThing } from '@kaiten-sdk/zod/schemas/Thing';",
  "import { zUpdateThingBody } from '@kaiten-sdk/zod/operations/updateThing';",
  "import { zUpdateThingResponse } from '@kaiten-sdk/zod/operations/updateThing';",
  'read<State>(StateConstants.New);',
])('imports and uses exported names: %s', (line) => {
  expect(textOf('some-things.ts')).toContain(`\n${line}\n`);
});

test('distinguishes union members by guards and by a switch', () => {
  expect(textOf('some-things.ts')).toContain(`
export function is_Round_of_Shape(it: Shape): it is Round { return !!it; }
export function is_Square_of_Shape(it: Shape): it is Square { return !!it; }
export function switch_Shape(it: Shape) {
switch (it.kind) {
case "round": read<Round>(it); break;
case "square": read<Square>(it); break;
default: read<never>(it);
} }
`);
});

test('handles every name of every webhook event in a switch', () => {
  expect(textOf('webhooks.ts')).toContain(`
switch (it.event) {
case "thing:add": case "thing:new": read<ThingAddWebhook>(it); break;
case "thing:remove": read<ThingRemoveWebhook>(it); break;
default: read<never>(it);
} }
`);
});

test('records the part of the contract that a line relies on', () => {
  const lines = programs.flatMap((program) => program.lines);
  const of = (text: string) => lines.find((line) => line.text === text)?.relies;
  expect(of('read<string | null>(it.name);')).toEqual({
    rule: 'consumer-read',
    pointer: '/components/schemas/Thing/properties/name',
    owner: '/components/schemas/Thing',
    title: 'schema `Thing`',
    property: 'name',
  });
  expect(of('"dry-run": given<boolean>(),')).toEqual({
    rule: 'consumer-call',
    pointer: '/paths/~1things~1{id}/patch/parameters/1',
    owner: '/paths/~1things~1{id}/patch',
    title: 'query parameter `dry-run` of `updateThing`',
  });
});

test('generates the same programs every time, with all operations and schemas of our contract', async () => {
  const contract = (await readDocument(contractPaths(ROOT).contract)) as JsonObject;
  const texts = () => programsOf(contract).map(programText).join('');
  const text = texts();
  expect(texts()).toBe(text);
  for (const { operation } of operationsOf(contract)) {
    expect(text).toContain(`await ${operation.operationId}({`);
  }
  const { schemas } = contract.components as { schemas: JsonObject };
  for (const name of Object.keys(schemas)) {
    expect(text).toContain(`import type { ${name} } from '@kaiten-sdk/types';`);
  }
});
