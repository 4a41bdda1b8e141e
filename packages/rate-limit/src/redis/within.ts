/**
 * The answer if it comes within so many milliseconds.
 *
 * @param late Gets an answer that came too late.
 * @throws Error when the time is up, or what the answer throws until then.
 */
export function within<T>(ms: number, answer: Promise<T>, late?: (answer: T) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    let isLate = false;
    const giveUp = () => {
      isLate = true;
      reject(new Error(`no answer within ${ms} ms`));
    };
    // After a stall of this process the answer may have come, and be read in the next turn only.
    let timer = setTimeout(() => {
      timer = setTimeout(giveUp, 1);
    }, ms);
    answer.then(
      (value) => {
        clearTimeout(timer);
        if (isLate) late?.(value);
        else resolve(value);
      },
      (error: unknown) => {
        clearTimeout(timer);
        reject(error);
      },
    );
  });
}
