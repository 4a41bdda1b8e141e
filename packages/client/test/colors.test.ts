import { expect, test } from 'vitest';
import { COLORS, Color } from '../src/index.js';

test('the table has the colours of the contract, by number and by code', () => {
  const codeOf = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);
  const inContract = Object.entries(Color).map(([name, id]) => ({ id, code: codeOf(name) }));
  expect(COLORS.map(({ id, code }) => ({ id, code }))).toEqual(inContract);
});

test('numbers are 1 to 17 without a gap, codes and names are unique', () => {
  expect(COLORS.map(({ id }) => id)).toEqual(Array.from({ length: 17 }, (_, index) => index + 1));
  expect(new Set(COLORS.map(({ code }) => code)).size).toBe(17);
  expect(new Set(COLORS.map(({ name }) => name)).size).toBe(17);
});

test('a code and its number are the same colour', () => {
  expect(COLORS.find(({ code }) => code === 'deepPurple')).toEqual({
    id: Color.DeepPurple,
    code: 'deepPurple',
    name: 'Deep purple',
  });
});
