import {
  type Attempt,
  checkNumber,
  type Fetch,
  type FetchArguments,
  type KaitenError,
  notify,
  requestHeadOf,
  responseInfoOf,
} from '@kaiten-sdk/core';
import { bareUrlOf, contextOf } from './call-context.js';
import type { RetryEvent } from './hooks.js';
import { nextWait } from './next-wait.js';
import { isNetworkFailure, isTransient, mayRepeat } from './repeatable.js';
import { replay } from './replay.js';
import type { RetrySettings } from './retry-options.js';
import { sleep } from './sleep.js';
import { timeLimit } from './time-limit.js';

/** Sends a call until it succeeds, or may not be sent any more. */
export async function repeatedCall(
  fetch: Fetch,
  sending: FetchArguments,
  settings: RetrySettings,
): Promise<Response> {
  const { clock, onAttempt, onRetry } = settings;
  const call = sending[1]?.call;
  const maxAttempts = checkNumber('maxAttempts', call?.maxAttempts ?? settings.maxAttempts, 1);
  const deadline = checkNumber('deadline', call?.deadline ?? settings.deadline, 1);
  const repeatable = call?.repeatable ?? settings.repeatable;
  const again = maxAttempts > 1 && repeatable !== false ? replay(sending) : undefined;
  const head = requestHeadOf(sending);
  const context = contextOf(head, call);
  const end = clock.monotonic() + deadline;
  const late = `No whole answer within the deadline, ${deadline} ms`;
  const limit = timeLimit(head.signal, deadline, clock, late);
  const { signal } = limit;
  const attempts: Attempt[] = [];

  try {
    let [input, init] = sending;
    for (let number = 1; ; number += 1) {
      if (signal?.aborted) throw failed(limit.errorOf());
      const begun = clock.monotonic();
      let response: Response | undefined;
      let error: KaitenError | undefined;
      try {
        response = await fetch(input, { ...init, signal, call: { ...call, attempt: number } });
      } catch (thrown) {
        // It is about an option of the call; no platform's network fails with one.
        if (thrown instanceof RangeError) throw thrown;
        error = limit.errorOf(thrown);
      }
      const next = whatNext(number, response, error);
      note({
        number,
        duration: clock.monotonic() - begun,
        ...(response ? { status: response.status } : { error }),
        ...(typeof next === 'number' && { delay: next }),
      });
      if (typeof next !== 'number') {
        if (response) return finished(response, next);
        throw failed(error as KaitenError, next);
      }
      [input, init] = (again as () => FetchArguments)();
      // Else the connection stays taken. A body that was read already refuses, and needs it no more.
      response?.body?.cancel().catch(() => {});
      // A limiter inside holds the next attempt itself.
      if (!response || !responseInfoOf(response).pause) await sleep(next, clock, signal);
    }
  } catch (error) {
    limit.release();
    throw error;
  }

  /** Milliseconds until the next attempt; in words why there is none, if there might have been one. */
  function whatNext(
    number: number,
    response: Response | undefined,
    error: KaitenError | undefined,
  ): number | string | undefined {
    if (response && !isTransient(response.status)) {
      settings.retries.refill();
      return undefined;
    }
    if (number >= maxAttempts || signal?.aborted) return undefined;
    if (!mayRepeat(context.method, repeatable, response, error)) return undefined;
    if (!again) return 'a stream is sent only once';
    return nextWait(number, response, end - clock.monotonic(), settings);
  }

  function note(attempt: Attempt): void {
    attempts.push(attempt);
    if (!onAttempt && !onRetry) return;
    const event = { url: bareUrlOf(head), ...context, ...attempt };
    notify(onAttempt, event);
    if (attempt.delay !== undefined) notify(onRetry, event as RetryEvent);
  }

  function finished(response: Response, notRepeated: string | undefined): Response {
    const answer = Object.assign(responseInfoOf(response), context, { attempts, notRepeated });
    if (answer.text !== undefined || !response.body) limit.release();
    else {
      // Its time is over, but the caller's signal still ends the body.
      limit.stopTimer();
      answer.onEnd?.(limit.release);
    }
    return response;
  }

  function failed(error: KaitenError, notRepeated?: string): KaitenError {
    if (signal?.aborted || !isNetworkFailure(error)) {
      return Object.assign(error, context, { attempts });
    }
    const { method, pathTemplate = bareUrlOf(head) } = context;
    const Kind = error.constructor as typeof KaitenError;
    return new Kind(`${method} ${pathTemplate}: ${error.message}`, {
      ...context,
      attempts,
      notRepeated,
      cause: error.cause,
    });
  }
}
