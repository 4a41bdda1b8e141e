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
import { connectionFailure } from './connection-failure.js';
import { finalError } from './final-error.js';
import { notify, type RetryEvent } from './hooks.js';
import { nextWait, pauseOf } from './next-wait.js';
import { attemptOf, type Outcome } from './outcome.js';
import { isNetworkFailure, isTransient, mayRepeat } from './repeatable.js';
import { replay, type Sending } from './replay.js';
import type { RetrySettings } from './retry-options.js';
import { sleep } from './sleep.js';
import { timeLimit } from './time-limit.js';
import { watchedStream } from './watched-stream.js';

/** Sends a call until it succeeds, or may not be sent any more. */
export async function repeatedCall(
  fetch: Fetch,
  input: Input,
  init: CallInit | undefined,
  settings: RetrySettings,
  budget: Budget,
): Promise<Response> {
  const { clock, deadline, maxAttempts, repeatable } = settings;
  const context = () => contextOf(input, init);
  const again = maxAttempts > 1 && repeatable !== false ? replay(input, init) : undefined;
  const outer = signalOf(input, init);
  const end = clock.monotonic() + deadline;
  const lateError = () =>
    new TimeoutError(`The call took longer than its deadline, ${deadline} ms`);
  const limit = timeLimit(outer, deadline, clock, lateError);
  const attempts: Attempt[] = [];

  try {
    for (let sending: Sending = [input, init]; ; sending = (again as () => Sending)()) {
      if (limit.signal?.aborted) throw failed(limit.error(), undefined);
      const begun = clock.monotonic();
      const outcome = await attempt(sending);
      const next = nextAfter(outcome);
      note(outcome, begun, next);
      const { response, error } = outcome;
      if (typeof next !== 'number') {
        if (error) throw failed(error, next);
        return finished(response, next);
      }
      discard(response);
      if (pauseOf(response) === undefined) await sleep(next, clock, limit.signal);
    }
  } catch (error) {
    limit.release();
    throw error;
  }

  async function attempt([target, options]: Sending): Promise<Outcome> {
    const call = { ...init?.call, attempt: attempts.length + 1 };
    try {
      return { response: await fetch(target, { ...options, ...limit.init, call }) };
    } catch (error) {
      return { error: limit.signal?.aborted ? limit.error() : connectionFailure(error) };
    }
  }

  /** Milliseconds until the next attempt; in words why there is none, if there might have been one. */
  function nextAfter({ response, error }: Outcome): number | string | undefined {
    if (response && !isTransient(response.status)) {
      budget.refill();
      return undefined;
    }
    const number = attempts.length + 1;
    const isOver = number >= maxAttempts || limit.signal?.aborted;
    if (isOver || !mayRepeat(context().method, repeatable, response?.status, error))
      return undefined;
    const timeLeft = end - clock.monotonic();
    return nextWait({ number, response, canSendAgain: Boolean(again), timeLeft }, settings, budget);
  }

  function note(outcome: Outcome, begun: number, next: number | string | undefined): void {
    const delay = typeof next === 'number' ? next : undefined;
    const noted = attemptOf(attempts.length + 1, clock.monotonic() - begun, outcome, delay);
    attempts.push(noted);
    const event = () => ({ url: bareUrlOf(input), ...context(), ...noted });
    notify(settings.onAttempt, event);
    if (delay !== undefined) notify(settings.onRetry, () => event() as RetryEvent);
  }

  function finished(response: Response, because: string | undefined): Response {
    const answer = answerOf(response);
    answer.attempts = attempts;
    if (because) answer.notRepeated = because;
    const isStillArriving = outer && limit.init.signal && answer.text === undefined;
    if (isStillArriving && response.body) {
      limit.stopTimer();
      return watchedStream(response, limit, context);
    }
    limit.release();
    return response;
  }

  function failed(error: KaitenError, because: string | undefined): KaitenError {
    return limit.signal?.aborted || !isNetworkFailure(error)
      ? Object.assign(error, context(), { attempts })
      : finalError(error, bareUrlOf(input), context(), attempts, because);
  }
}

function discard(response: Response | undefined): void {
  // Else the connection stays taken. A body that was read already refuses, and needs it no more.
  response?.body?.cancel().catch(() => {});
}
