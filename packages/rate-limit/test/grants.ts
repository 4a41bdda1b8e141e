import { setTimeout as sleep } from 'node:timers/promises';
import type { Grant, RateLimitStore, Rule } from '../src/index.js';

export function isPermit(grant: Grant): grant is Extract<Grant, { permit: string }> {
  return 'permit' in grant;
}

/** A permit that must be there at once. */
export async function taken(
  store: RateLimitStore,
  key: string,
  rule: Rule,
): Promise<{ permit: string }> {
  const grant = await store.take(key, rule);
  if (isPermit(grant)) return grant;
  throw new Error(`There is no permit for ${grant.wait} ms`);
}

export async function takenAfterWaits(
  store: RateLimitStore,
  key: string,
  rule: Rule,
): Promise<{ permit: string }> {
  for (;;) {
    const grant = await store.take(key, rule);
    if (isPermit(grant)) return grant;
    await sleep(grant.wait);
  }
}

/** Milliseconds to wait, where there must not be a permit. */
export async function waitOf(store: RateLimitStore, key: string, rule: Rule): Promise<number> {
  const grant = await store.take(key, rule);
  if (isPermit(grant)) throw new Error('There is a permit');
  return grant.wait;
}
