import {
  type Attempt,
  answerOf,
  type CallInit,
  type Fetch,
  type KaitenError,
  TimeoutError,
} from '@kaiten-sdk/core';
import type { Budget } from './budget.js';
import { bareUrlOf, contextOf, type Input, signalOf } from './call-context.js';
import { checked } from './checked.js';
import { finalError } from './final-error.js';
import { notify, type RetryEvent } from './hooks.js';
import { nextWait, pauseOf } from './next-wait.js';
import { isNetworkFailure, isTransient, mayRepeat } from './repeatable.js';
import { replay, type Sending } from './replay.js';
import type { RetrySettings } from './retry-options.js';
import { sleep } from './sleep.js';
import { timeLimit } from './time-limit.js';
import { watchedStream } from './watched-stream.js';

/** How an attempt ended: with an answer, or with an error. */
type Outcome =
  | { readonly response: Response; readonly error?: undefined }
  | { readonly response?: undefined; readonly error: KaitenError };

/** Sends a call until it succeeds, or may not be sent any more. */
export async function repeatedCall(
  fetch: Fetch,
  input: Input,
  init: CallInit | undefined,
  settings: RetrySettings,
  budget: Budget,
): Promise<Response> {
  const { clock, onAttempt, onRetry } = settings;
  const call = init?.call;
  const maxAttempts = checked('maxAttempts', call?.maxAttempts ?? settings.maxAttempts, 1);
  const deadline = checked('deadline', call?.deadline ?? settings.deadline, 1);
  const repeatable = call?.repeatable ?? settings.repeatable;
  const context = () => contextOf(input, init);
  const again = maxAttempts > 1 && repeatable !== false ? replay(input, init) : undefined;
  const outer = signalOf(input, init);
  const lateError = () =>
    new TimeoutError(`The call took longer than its deadline, ${deadline} ms`);
  const end = clock.monotonic() + deadline;
  const limit = timeLimit(outer, deadline, clock, lateError);
  const { signal } = limit;
  const attempts: Attempt[] = [];

  try {
    let sending: Sending = [input, init];
    for (let number = 1; ; number += 1) {
      if (signal?.aborted) throw failed(limit.errorOf(undefined));
      const begun = clock.monotonic();
      const outcome = await attempt(sending, number);
      const { response, error } = outcome;
      const next = whatNext(number, outcome);
      const delay = typeof next === 'number' ? next : undefined;
      const duration = clock.monotonic() - begun;
      note({
        number,
        duration,
        ...(response ? { status: response.status } : { error }),
        ...(delay !== undefined && { delay }),
      });
      if (typeof next !== 'number') {
        if (error) throw failed(error, next);
        return finished(response, next);
      }
      sending = (again as () => Sending)();
      discard(response);
      if (pauseOf(response) === undefined) await sleep(next, clock, signal);
    }
  } catch (error) {
    limit.release();
    throw error;
  }

  async function attempt([target, options]: Sending, number: number): Promise<Outcome> {
    try {
      const told = { ...options, signal, call: { ...call, attempt: number } };
      return { response: await fetch(target, told) };
    } catch (error) {
      return { error: limit.errorOf(error) };
    }
  }

  /** Milliseconds until the next attempt; in words why there is none, if there might have been one. */
  function whatNext(number: number, { response, error }: Outcome): number | string | undefined {
    if (response && !isTransient(response.status)) {
      budget.refill();
      return undefined;
    }
    const isLast = number >= maxAttempts || repeatable === false || signal?.aborted;
    if (isLast || !mayRepeat(context().method, repeatable, response, error)) return undefined;
    if (!again) return 'its body is a stream, which can be sent only once';
    return nextWait(number, response, end - clock.monotonic(), settings, budget);
  }

  function note(attempt: Attempt): void {
    attempts.push(attempt);
    if (!onAttempt && !onRetry) return;
    const event = { url: bareUrlOf(input), ...context(), ...attempt };
    notify(onAttempt, event);
    if (attempt.delay !== undefined) notify(onRetry, event as RetryEvent);
  }

  function finished(response: Response, because: string | undefined): Response {
    const answer = answerOf(response);
    answer.attempts = attempts;
    if (because) answer.notRepeated = because;
    const isForwarding = outer && signal !== outer;
    if (isForwarding && answer.text === undefined && response.body) {
      limit.stopTimer();
      return watchedStream(response, limit, context());
    }
    limit.release();
    return response;
  }

  function failed(error: KaitenError, because?: string): KaitenError {
    if (signal?.aborted || !isNetworkFailure(error)) {
      return Object.assign(error, context(), { attempts });
    }
    return finalError(error, bareUrlOf(input), { ...context(), attempts }, because);
  }
}

function discard(response: Response | undefined): void {
  // Else the connection stays taken. A body that was read already refuses, and needs it no more.
  response?.body?.cancel().catch(() => {});
}
