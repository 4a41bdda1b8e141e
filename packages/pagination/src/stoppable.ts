/**
 * The iterator of a generator that can be ended while its next value is on the way: a generator alone
 * would wait for that value first.
 */
export function stoppable<T>(
  generator: AsyncGenerator<T, void, undefined>,
  stop: () => void,
): AsyncIterator<T, void, undefined> {
  let isStopped = false;
  return {
    async next() {
      try {
        return await generator.next();
      } catch (error) {
        if (isStopped) return { done: true, value: undefined };
        throw error;
      }
    },
    return() {
      isStopped = true;
      stop();
      return generator.return();
    },
  };
}
