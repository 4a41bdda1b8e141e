import type { Problem } from '../../cli/problem.ts';
import type { Json } from '../../openapi/json.ts';

/** More than any real document, and less than what overflows the stack. */
const DEEPEST = 1000;

/** Refuses what can't be walked: YAML that aliases what it is part of has no end at all. */
export function depthProblems(document: Json): Problem[] {
  if (!isDeeperThan(DEEPEST, document)) return [];
  return [{ message: `is nested more than ${DEEPEST} levels deep, or contains itself` }];
}

function isDeeperThan(levels: number, value: Json): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((child) => isDeeperThan(levels - 1, child));
}
