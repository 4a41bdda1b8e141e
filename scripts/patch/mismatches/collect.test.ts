import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../openapi/json.ts';
import { contractDocument } from '../../openapi/sample-document.ts';
import { overlayOf } from '../../testing/overlay-of.ts';
import { overlayWithNotes, sampleNote } from './sample.ts';
import { collectMismatches } from './table.ts';

const contract: JsonObject = {
  ...contractDocument(),
  webhooks: { cardAdded: { post: { operationId: 'onCardAdd', responses: {} } } },
};

const collect = (notes: Json) => collectMismatches([overlayWithNotes(notes)], contract);

const messagesOf = (note: JsonObject) =>
  collect([note]).problems.map(({ pointer, message }) => `${pointer} ${message}`);

describe('notes of overlays', () => {
  it('are returned in order, with their locations', () => {
    const [first, second] = [sampleNote(), sampleNote({ field: 'id', source: 'cli' })];
    const { mismatches, problems } = collectMismatches(
      [overlayOf([{ target: '$.info', update: {} }]), overlayWithNotes([first, second] as Json)],
      contract,
    );
    expect(problems).toEqual([]);
    const file = 'test.overlay.yaml';
    expect(mismatches).toEqual([
      { ...first, file, pointer: '/actions/0/x-mismatches/0' },
      { ...second, file, pointer: '/actions/0/x-mismatches/1' },
    ]);
  });

  it('are reported with file and pointer if invalid, and the others are accepted', () => {
    const { mismatches, problems } = collect([sampleNote({ kind: 'odd' }), sampleNote()]);
    expect(mismatches).toHaveLength(1);
    expect(problems).toEqual([
      {
        file: 'test.overlay.yaml',
        pointer: '/actions/0/x-mismatches/0/kind',
        message: expect.stringContaining('kind must be one of'),
      },
    ]);
  });

  it('must be a list', () => {
    expect(collect('Card').problems).toMatchObject([
      { pointer: '/actions/0/x-mismatches', message: 'a note must be an object, not a string' },
    ]);
  });
});

describe('the location of a note', () => {
  it.each<[string, JsonObject]>([
    ['a property of a list in a component', { field: 'children[].title' }],
    ['a property that is documented and not there', { field: 'color', kind: 'missing' }],
    ['a property that the contract omits', { field: 'color', unreflected: 'Seen once.' }],
    ['a query parameter', { where: 'listCards', field: 'query.limit' }],
    ['a path parameter', { where: 'getCard', field: 'path.card_id', kind: 'other' }],
    ['a body', { where: 'createCard', field: 'body' }],
    ['a property of a body', { where: 'createCard', field: 'body.title' }],
    ['a response', { where: 'listCards', field: 'response.200' }],
    ['a property in a response', { where: 'listCards', field: 'response.200.title' }],
    ['a webhook', { where: 'onCardAdd', field: 'body.event', kind: 'other' }],
    ['an operation that is omitted', { where: 'GET /removed', unreflected: 'It returns 405.' }],
  ])('may be %s', (_, note) => {
    expect(messagesOf(sampleNote(note))).toEqual([]);
  });

  it.each<[string, JsonObject, string]>([
    [
      'a component',
      { where: 'Kard' },
      '/where the contract has neither a component nor an operation Kard',
    ],
    ['a property', { field: 'titel' }, '/field Card has no titel in the contract'],
    ['a nested property', { field: 'title.x' }, '/field Card has no title.x in the contract'],
    ['a parameter', { where: 'listCards', field: 'query.x' }, '/field listCards has no query.x'],
    ['a response', { where: 'getCard', field: 'response.404' }, '/field getCard has no response.4'],
    ['a body', { where: 'getCard', field: 'body' }, '/field getCard has no body in the contract'],
    ['a part of operations', { where: 'getCard', field: 'x' }, '/field x is not a part of an op'],
    [
      'a reason',
      { where: 'GET /removed' },
      '/where the contract has neither a component nor an op',
    ],
  ])('fails without %s', (_, note, message) => {
    expect(messagesOf(sampleNote(note))).toEqual([
      expect.stringContaining(`/actions/0/x-mismatches/0${message}`),
    ]);
  });
});
