/**
 * Whether a value holds more values than that, itself and those at any depth counted. Looks at no
 * more of them than it must, so that neither size nor cycles matter.
 */
export function hasMoreValues(root: unknown, limit: number): boolean {
  const pending = [root];
  let count = 0;
  while (pending.length > 0) {
    const value = pending.pop();
    count += 1;
    if (count + pending.length > limit) return true;
    if (typeof value !== 'object' || value === null) continue;
    for (const inner of Object.values(value)) pending.push(inner);
  }
  return false;
}
