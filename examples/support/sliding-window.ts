const WINDOW = 1_000;

/** Accepts at most `limit` requests in any second, like Kaiten. */
export function slidingWindow(limit: number): () => boolean {
  const accepted: number[] = [];
  return () => {
    const now = performance.now();
    const recent = accepted.filter((time) => time > now - WINDOW).length;
    if (recent < limit) accepted.push(now);
    return recent < limit;
  };
}
