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

const MANY_CALLERS = 100;

/** Calls for so many seconds, with always more to call than a limit of 50 lets through. */
export async function callFor(get: () => Promise<Response>, seconds: number): Promise<void> {
  const end = performance.now() + seconds * 1_000;
  const caller = async (): Promise<void> => {
    while (performance.now() < end) await (await get()).arrayBuffer();
  };
  const callers = Promise.all(Array.from({ length: MANY_CALLERS }, caller));
  // What waits in a queue then is left.
  await Promise.race([callers, new Promise((resolve) => setTimeout(resolve, seconds * 1_000))]);
}
