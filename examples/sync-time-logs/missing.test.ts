import fc from 'fast-check';
import { expect, test } from 'vitest';
import { missing } from './missing.ts';

const timeLog = fc.record({
  card_id: fc.constant(1),
  for_date: fc.constantFrom('2026-11-20', '2026-11-21'),
  time_spent: fc.constantFrom(30, 60),
  role_id: fc.constant(-1),
  comment: fc.constantFrom('', 'Review'),
});

test('missing and existing time logs together are the wanted ones, counting duplicates', () => {
  const sorted = (timeLogs: unknown[]) => timeLogs.map((each) => JSON.stringify(each)).sort();
  fc.assert(
    fc.property(fc.array(timeLog), fc.nat(), (wanted, count) => {
      const existing = wanted.slice(0, count);
      const rest = wanted.slice(count);
      expect(sorted(missing(wanted, existing))).toEqual(sorted(rest));
    }),
  );
});

test('an empty comment equals a missing one', () => {
  const wanted = { card_id: 1, for_date: '2026-11-20', time_spent: 5, role_id: -1, comment: '' };
  expect(missing([wanted], [{ ...wanted, comment: null }])).toEqual([]);
});
