/**
 * A generator of what is walked. Where it is ended, the walk is, also while its next value is on the
 * way: a generator alone would wait for that value first.
 */
export function stepping<From, To>(
  begin: () => AsyncIterable<From>,
  map: (value: From) => To,
): AsyncGenerator<To, void, undefined> {
  let steps: AsyncIterator<From> | undefined;
  async function* mapped(): AsyncGenerator<To, void, undefined> {
    const walked = begin()[Symbol.asyncIterator]();
    steps = walked;
    for await (const value of { [Symbol.asyncIterator]: () => walked }) yield map(value);
  }
  const generator = mapped();
  const end = generator.return.bind(generator);
  const fail = generator.throw.bind(generator);
  return Object.assign(generator, {
    return() {
      steps?.return?.();
      return end();
    },
    throw(error: unknown) {
      steps?.return?.();
      return fail(error);
    },
  });
}
