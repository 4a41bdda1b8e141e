import { setTimeout as sleep } from 'node:timers/promises';
import type { PermitResult, RateLimitRule, RateLimitStore } from '../src/index.js';

export function isPermit(grant: PermitResult): grant is Extract<PermitResult, { permit: string }> {
  return 'permit' in grant;
}

/** Takes a permit. Throws if there is none. */
export async function taken(
  store: RateLimitStore,
  key: string,
  rule: RateLimitRule,
): Promise<{ permit: string }> {
  const grant = await store.take(key, rule);
  if (isPermit(grant)) return grant;
  throw new Error(`There is no permit for ${grant.wait} ms`);
}

export async function takenAfterWaits(
  store: RateLimitStore,
  key: string,
  rule: RateLimitRule,
): Promise<{ permit: string }> {
  for (;;) {
    const grant = await store.take(key, rule);
    if (isPermit(grant)) return grant;
    await sleep(grant.wait);
  }
}

/** Returns the milliseconds to wait. Throws if there is a permit. */
export async function waitOf(
  store: RateLimitStore,
  key: string,
  rule: RateLimitRule,
): Promise<number> {
  const grant = await store.take(key, rule);
  if (isPermit(grant)) throw new Error('There is a permit');
  return grant.wait;
}
