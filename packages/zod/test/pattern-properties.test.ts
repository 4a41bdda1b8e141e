import { expect, test } from 'vitest';
import {
  zCardProperties,
  zCardPropertiesInput,
  zCardTypeSwitchesInput,
  zOtherAutomationAction,
} from '../src/index.js';
import { reportUnknown, type UnknownFinding } from '../src/report.js';

const VALUES = {
  id_1: { date: '2026-11-30', time: null, tzOffset: 180 },
  id_2: [17, 18],
  id_3: [{ id: 5, full_name: 'Ann', theme: 'dark' }],
  id_4: true,
  id_5: 2.5,
  id_6: 'text',
  id_7: null,
};

test('values of custom properties are accepted if their key matches the pattern', () => {
  expect(zCardProperties.parse({ ...VALUES, later: new Map() })).toEqual({
    ...VALUES,
    later: new Map(),
  });
  expect(zCardPropertiesInput.parse({ id_1: VALUES.id_1, id_4: false })).toEqual({
    id_1: VALUES.id_1,
    id_4: false,
  });
});

test.each([
  [{ id_1: 1n }, ['id_1']],
  [{ id_1: { date: 5 } }, ['id_1']],
  [{ property_1: 'x' }, ['property_1']],
  [{ 'id_1 ': 'x' }, ['id_1 ']],
])('a request with %o is rejected', (value, path) => {
  const result = zCardPropertiesInput.safeParse(value);
  expect(result.success).toBe(false);
  expect(result.error?.issues.map((issue) => issue.path.slice(0, 1))).toEqual([path]);
});

test('a response with a key that does not match is reported', () => {
  const findings: UnknownFinding[] = [];
  reportUnknown(zCardProperties, { id_1: 'x', later: 1 }, (finding) => findings.push(finding));
  expect(findings).toEqual([{ kind: 'key', path: ['later'], value: 1 }]);
});

test('a request with other properties and a pattern rejects unknown keys', () => {
  expect(zCardTypeSwitchesInput.safeParse({ size: true, id_17: false }).success).toBe(true);
  const { error } = zCardTypeSwitchesInput.safeParse({ size: true, colour: true, id_x: true });
  expect(error?.issues).toMatchObject([{ code: 'unrecognized_keys', keys: ['colour', 'id_x'] }]);
});

test('an unknown kind is reported', () => {
  const findings: UnknownFinding[] = [];
  reportUnknown(zOtherAutomationAction, { type: 'sing' }, (finding) => findings.push(finding));
  expect(findings).toEqual([{ kind: 'enum', path: ['type'], value: 'sing', known: [] }]);
});
