import { expect, test } from 'vitest';
import { prettifyError, type ZodType } from 'zod';
import * as validators from '../src/index.js';

const title = 'Mobile app';

test.each<[string, ZodType, unknown, string]>([
  ['a wrong type', validators.zCreateSpaceBody, { title: true }, '→ at title'],
  ['an empty text', validators.zCreateSpaceBody, { title: '' }, '→ at title'],
  ['a long text', validators.zCreateSpaceBody, { title: 'a'.repeat(257) }, '→ at title'],
  ['a missing key', validators.zCreateIterationBody, {}, '→ at title'],
  ['an unknown key', validators.zCreateSpaceBody, { title, colour: 'red' }, '"colour"'],
  ['a number at its limit', validators.zCreateSpaceBody, { title, sort_order: 0 }, 'at sort_order'],
  ['an unknown code', validators.zCreateSpaceBody, { title, access: 'all' }, '→ at access'],
  ['no uuid', validators.zCreateSpaceBody, { title, work_calendar_id: '1' }, 'at work_calendar_id'],
  ['null', validators.zCreateIterationBody, { title: null }, '→ at title'],
  [
    'a status only the server gives',
    validators.zUpdateIterationBody,
    { status: 'removed' },
    'at status',
  ],
  [
    'no date',
    validators.zUpdateIterationBody,
    { actual_finish_date: 'soon' },
    'at actual_finish_date',
  ],
  ['a text for a number', validators.zListSpacesQuery, { limit: '5' }, '→ at limit'],
  ['a fraction for an id', validators.zGetSpacePath, { space_id: 1.5 }, '→ at space_id'],
])('%s is refused, and the message names the field', (_, validator, value, told) => {
  const { error } = validator.safeParse(value);
  expect(error && prettifyError(error)).toContain(told);
});

test('a change of nothing is refused, and the message names what could change', () => {
  for (const value of [{}, { title: undefined }]) {
    const { error } = validators.zUpdateIterationBody.safeParse(value);
    expect(error && prettifyError(error)).toContain(
      'Specify at least one of: title, goal, status,',
    );
  }
  expect(validators.zUpdateIterationBody.safeParse({ new_iteration_id: null }).success).toBe(true);
});

test.each<[ZodType, unknown]>([
  [validators.zCreateSpaceBody, { title }],
  [validators.zCreateSpaceBody, { title: 12, external_id: null, access: 'by_invite' }],
  [validators.zUpdateIterationBody, { goal: null }],
  [
    validators.zUpdateIterationBody,
    { status: 'closed', actual_finish_date: '2026-11-13T00:00:00Z' },
  ],
  [validators.zListSpacesQuery, {}],
])('what the server takes passes as it is', (validator, value) => {
  expect(validator.parse(value)).toEqual(value);
});
