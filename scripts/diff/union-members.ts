import type { Json } from '../openapi/json.ts';

export interface PairedMembers {
  /** Members that are the same thing on both sides, by their index in the new list. */
  readonly pairs: readonly {
    readonly index: number;
    readonly before: Json;
    readonly after: Json;
  }[];
  readonly removed: readonly IndexedMember[];
  readonly added: readonly IndexedMember[];
}

interface IndexedMember {
  readonly index: number;
  readonly member: Json;
}

/**
 * Pairs the members of two compositions, whose order means nothing: equal ones first; what is left
 * on both sides in equal number is taken for changed, in order.
 */
export function pairMembers(base: readonly Json[], head: readonly Json[]): PairedMembers {
  const left = new Map<string, IndexedMember[]>();
  for (const [index, member] of base.entries()) {
    const key = JSON.stringify(member);
    left.set(key, [...(left.get(key) ?? []), { index, member }]);
  }
  const pairs: { index: number; before: Json; after: Json }[] = [];
  const added: IndexedMember[] = [];
  for (const [index, member] of head.entries()) {
    const twin = left.get(JSON.stringify(member))?.shift();
    if (twin) pairs.push({ index, before: twin.member, after: member });
    else added.push({ index, member });
  }
  const removed = [...left.values()].flat().sort((a, b) => a.index - b.index);
  if (removed.length !== added.length) return { pairs, removed, added };
  const changed = added.map(({ index, member }, position) => ({
    index,
    before: removed[position]?.member ?? null,
    after: member,
  }));
  return { pairs: [...pairs, ...changed], removed: [], added: [] };
}
