const CALLERS = 10;

/** Makes so many calls, ten at a time. */
export async function callTogether(get: () => Promise<Response>, calls: number): Promise<void> {
  let left = calls;
  const caller = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await (await get()).arrayBuffer();
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, caller));
}
