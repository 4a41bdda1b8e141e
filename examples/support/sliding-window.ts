const WINDOW = 1_000;

/** Counts as Kaiten does: what would be more than `limit` in any second is refused. */
export function slidingWindow(limit: number): () => boolean {
  const accepted: number[] = [];
  return () => {
    const now = performance.now();
    const recent = accepted.filter((time) => time > now - WINDOW).length;
    if (recent < limit) accepted.push(now);
    return recent < limit;
  };
}
