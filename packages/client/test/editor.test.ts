import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { openEditor } from './editor.js';

const contract = JSON.parse(
  await readFile(new URL('../../../specs/kaiten/openapi.json', import.meta.url), 'utf8'),
);
const { Card, CardState } = contract.components.schemas;

const editor = openEditor(`\
import { type Card, CardState, type Client, updateCard } from '@kaiten-sdk/client';
import type { ResponseOf } from '@kaiten-sdk/types';
declare const client: Client;
const { data } = await updateCard({ client, path: { card_id: 731204 }, body: { asap: true } });
export const fields = [data.id, data.title, data.description, data.state];
export const named = CardState.InProgress;
export const known = data.state === 1;
export const read = (answer: ResponseOf<'updateCard'>) => answer.id;
export let card: Card;
`);

test('an operation has the description of the contract', () => {
  const { summary, description } = contract.paths['/cards/{card_id}'].patch;
  const { shown, documentation } = editor.hover('await updateCard');
  expect(shown).toContain('data: Card;');
  expect(documentation).toBe(`${summary}\n\n${description}`);
});

test('a response has a named type with a description', () => {
  expect(editor.hover('const { data').shown).toBe('const data: Card');
  const { shown, documentation } = editor.hover('let card: Card');
  expect(shown).toMatch(/^\(alias\) type Card = \{\n {4}id: number;\n/);
  expect(documentation).toBe(Card.description);
});

test.for([
  ['id', 'id: number'],
  ['title', 'title: string'],
  ['description', 'description?: string | null | undefined'],
  ['state', 'state: CardState'],
] as const)('the property %s has its type and description', ([field, declaration]) => {
  expect(editor.hover(`data.${field}`)).toEqual({
    shown: `(property) ${declaration}`,
    documentation: Card.properties[field].description,
  });
});

test('a property of the types package has its type and description', () => {
  const { shown, documentation } = editor.hover('answer.id');
  expect(shown).toBe('(property) id: number');
  expect(documentation).toContain(`@description ${Card.properties.id.description}`);
});

describe('an enum', () => {
  const names: string[] = CardState['x-enum-varnames'];

  test('shows its values, names and description', () => {
    const { shown, documentation } = editor.hover('named = CardState');
    const members = names.map((name, index) => `readonly ${name}: ${CardState.enum[index]};`);
    for (const member of members) expect(shown).toContain(member);
    expect(documentation).toBe(CardState.description);
    expect(editor.hover('type Card, CardState').shown).toContain('= 1 | 2 | 3 | (number & {})');
  });

  test('is completed by name and by value', () => {
    expect(editor.completions('CardState.')).toEqual([...names].sort());
    expect(editor.completions('data.state === ')).toEqual(
      expect.arrayContaining(CardState.enum.map(String)),
    );
    expect(editor.hover('CardState.InProgress').shown).toBe('(property) InProgress: 2');
  });
});

test.for(['@kaiten-sdk/client', '@kaiten-sdk/types'])(
  'no type of %s has the name of a global type',
  (module) => {
    const types = editor.typesOf(module);
    const globals = editor.globalTypes();
    expect(types).toContain('Card');
    expect(globals).toEqual(expect.arrayContaining(['Buffer', 'File', 'Record']));
    expect(types.filter((name) => globals.includes(name))).toEqual([]);
  },
);
