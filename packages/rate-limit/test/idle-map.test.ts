import { expect, it } from 'vitest';
import { idleMap } from '../src/idle-map.js';

function counted(isIdle: (key: string) => boolean) {
  let checks = 0;
  const map = idleMap((key) => ({
    isIdle: () => {
      checks += 1;
      return isIdle(key);
    },
  }));
  return { map, checks: () => checks };
}

it('the cost of a key does not depend on the number of keys in use', () => {
  const { map, checks } = counted(() => false);
  for (let key = 0; key < 20_000; key += 1) map.get(String(key));
  expect(map.values.size).toBe(20_000);
  expect(checks()).toBeLessThanOrEqual(40_000);
});

it('idle keys are removed', () => {
  const { map } = counted((key) => key !== 'used');
  map.get('used');
  for (let key = 0; key < 1_000; key += 1) map.get(String(key));
  expect(map.values.size).toBeLessThanOrEqual(32);
  expect(map.values.has('used')).toBe(true);
});

it('keys that were in use are removed when they are idle', () => {
  let isIdle = false;
  const { map } = counted(() => isIdle);
  for (let key = 0; key < 1_000; key += 1) map.get(String(key));
  isIdle = true;
  for (let key = 0; key < 1_000; key += 1) map.get(`new ${key}`);
  expect(map.values.size).toBeLessThanOrEqual(32);
});
