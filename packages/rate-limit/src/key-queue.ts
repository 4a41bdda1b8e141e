import {
  apiErrorOf,
  errorOfSignal,
  type Fetch,
  type FetchArguments,
  notify,
  onAbort,
  QueueFullError,
  rateLimitResetOf,
  requestHeadOf,
  responseInfoOf,
  retryAfterOf,
} from '@kaiten-sdk/core';
import type { RateLimitSettings, WaitEvent } from './options.js';
import { roundTripOf } from './round-trip.js';
import type { PermitResult, RateLimitStore } from './store.js';

const MAX_DOUBLINGS = 3;
/**
 * Times `maxLimit`: a server that announces more counts in another unit, such as requests per hour.
 */
const IMPLAUSIBLE = 10;

/** Windows without an announcement after which the latest one is forgotten. */
const FORGET = 10;

/** Statistics of one key. */
export interface KeyStats {
  /** Calls that got a permit. */
  readonly granted: number;
  /** Calls that wait. */
  readonly queued: number;
  /** Requests without a response so far. */
  readonly inFlight: number;
  /** Requests allowed per window when a call last asked for a permit. */
  readonly limit: number;
  /** Responses with status 429. */
  readonly refused: number;
  /** Milliseconds since the epoch when the pause ends. Absent if there is no pause. */
  readonly pausedUntil?: number;
}

type Tail<List extends readonly unknown[]> = List extends [unknown, ...infer Rest] ? Rest : never;

interface QueuedCall {
  readonly call: FetchArguments;
  /** Calls with a higher rank leave first. Calls with the same rank leave in order of arrival. */
  readonly rank: number;
  /** Ends the wait of the call, which then sends its request, or rejects. */
  readonly settle: (respond: () => Promise<Response>) => void;
  isAborted?: boolean;
  /** The call's part of its `WaitEvent`, until that is reported. */
  unreported: Pick<WaitEvent, 'operationId' | 'attempt'> | undefined;
}

/** Milliseconds after which a call that was to leave the queue counts as lost. */
const OVERDUE = 50;

/**
 * The queue of one key. Only its first call asks the store for a permit. Each call sends its own
 * request, and has a timer of its own to go on in case that the call that asks has ended: in workers,
 * timers and requests end together with the incoming request that started them. The responses change the limit and the pause. After a 429 the key pauses, then a single call is sent,
 * and the others follow when it succeeds. A 429 without a wait in its headers pauses for one window,
 * doubled for each consecutive pause that ended in a 429, up to eight windows. If the server asks for a
 * pause longer than `maxPause`, all calls fail until its end.
 */
export function keyQueueOf(key: string, fetch: Fetch, settings: RateLimitSettings) {
  const { clock, rule, store, maxQueued, maxPause, window, onWait, onPause, onLimit } = settings;
  const { monotonic } = clock;
  let queue: QueuedCall[] = [];
  /** Calls in `queue` that were aborted. */
  let aborted = 0;
  const roundTrip = roundTripOf();
  /** Counts the loops that dispatch. Only the latest goes on. */
  let loops = 0;
  let isDispatching = false;
  /** When the loop goes on at the latest, unless it was lost. */
  let goesOnAt = 0;
  /** Ends the wait of the first call. */
  let endWait = (): void => {};
  let waitsUntil = 0;
  /** A call ended while the store was asked, so its result may be out of date. */
  let isOutdated = false;
  let { limit } = rule;
  /** When the request of the latest limit announcement was sent. Older ones are out of date. */
  let announcedFrom = -1;
  let ignored: string | undefined;
  let granted = 0;
  let inFlight = 0;
  let refused = 0;
  let pausedUntil = 0;
  /** The length of the pause. */
  let pause = 0;
  /** When the pause began. Responses to requests sent earlier are out of date. */
  let pausedAt = -1;
  /** Consecutive pauses that ended in a 429. */
  let failures = 0;
  /** Until when the others wait for the single call after a pause. */
  let singleUntil = 0;

  /** The calls that wait. Removes aborted ones together, since one signal may abort all calls. */
  const waiting = (): QueuedCall[] => {
    if (aborted) queue = queue.filter(({ isAborted }) => !isAborted);
    aborted = 0;
    return queue;
  };

  /** Milliseconds in which nothing may be sent. */
  const blockedFor = () => Math.max(pausedUntil, singleUntil) - monotonic();

  /** Passes something on to the store, whose failure never replaces a response. */
  const tell = <Name extends 'learn' | 'pause' | 'restrict' | 'settle'>(
    name: Name,
    ...args: Tail<Parameters<NonNullable<RateLimitStore[Name]>>>
  ): void =>
    notify(() => (store[name] as ((...all: unknown[]) => void) | undefined)?.(key, ...args), {});

  /** Rejects all calls. Each gets its own error, because others add details of the call to it. */
  const rejectAll = (ms: number): void => {
    const retryAt = new Date(clock.wall() + ms);
    for (const { call, settle } of waiting().splice(0)) {
      const { method } = requestHeadOf(call);
      const headers = new Headers();
      const error = apiErrorOf({
        ...call[1]?.call,
        method,
        status: 429,
        headers,
        body: '',
        retryAt,
      });
      settle(() => Promise.reject(error));
    }
  };

  const wake = (): void => {
    isOutdated = true;
    endWait();
  };

  const reportWait = (queued: QueuedCall, ahead: number): void => {
    const remaining = waitsUntil - monotonic();
    const { unreported } = queued;
    if (!unreported || remaining <= 0) return;
    queued.unreported = undefined;
    // Requests in flight usually end long before their permits time out.
    const soon = Math.min(remaining, Math.max(rule.window, blockedFor()));
    notify(onWait, {
      key,
      wait: soon + Math.floor(ahead / limit) * rule.window,
      queued: waiting().length,
      ...unreported,
    });
  };

  const wait = async (ms: number): Promise<void> => {
    let timer: unknown;
    waitsUntil = monotonic() + ms;
    goesOnAt = waitsUntil;
    reportWait(waiting()[0] as QueuedCall, 0);
    await new Promise<void>((resolve) => {
      endWait = resolve;
      timer = clock.setTimer(resolve, ms);
    });
    clock.clearTimer(timer);
    waitsUntil = 0;
  };

  /**
   * The limit that a response announces, unless it is implausible or out of date. If no response
   * announces one any more, the initial limit.
   */
  const announcedBy = (headers: Headers, isOtherWindow: boolean, sent: number) => {
    const { maxLimit } = rule;
    const text = headers.get('x-ratelimit-limit');
    if (!maxLimit || sent < announcedFrom) return undefined;
    const value = Number(text);
    if (/^[1-9]\d*$/.test(text as string) && value <= maxLimit * IMPLAUSIBLE && !isOtherWindow) {
      announcedFrom = sent;
      return Math.min(value, maxLimit);
    }
    if (text !== null && text !== ignored) {
      ignored = text;
      notify(onLimit, { key, limit, ignored });
    }
    if (announcedFrom < 0 || sent < announcedFrom + FORGET * window) return undefined;
    announcedFrom = -1;
    return rule.limit;
  };

  const learnFrom = (response: Response, sent: number): void => {
    const now = monotonic();
    const isCurrent = sent > pausedAt;
    const { headers, status } = response;
    const wall = clock.wall();
    const { wait, rounding } = rateLimitResetOf(headers, wall);
    // Nothing may wait for a part that could be rounding.
    const minWait = wait - rounding;
    // A request sent before a pause began is no reason to extend it.
    const isNew = isCurrent || pausedUntil <= now;
    const announced = announcedBy(headers, minWait > rule.window, sent);
    const lowersLimit = status === 429 && isNew && !failures;
    if (rule.maxLimit) tell('learn', rule, announced, lowersLimit ? now - sent : undefined);
    if (status !== 429) {
      if (isCurrent) failures = 0;
      const remaining = Number.parseInt(headers.get('x-ratelimit-remaining') as string, 10);
      const ms = Math.min(minWait, maxPause);
      if (remaining < limit && ms > 0) tell('restrict', remaining, ms);
      return;
    }
    refused += 1;
    if (isNew) failures += 1;
    // One window is enough unless the reset is further away even without its rounding.
    const untilReset = minWait < window ? Math.min(wait, window) : wait;
    // A wait of 0 after a 429 says nothing, and neither does `NaN`.
    const requested = retryAfterOf(headers, wall) || untilReset;
    const fallback = isNew ? window * 2 ** Math.min(failures - 1, MAX_DOUBLINGS) : 0;
    const ms = requested > 0 ? requested : Math.min(fallback, maxPause);
    if (now + ms > pausedUntil) {
      pausedUntil = now + ms;
      pausedAt = now;
      pause = ms;
      tell('pause', ms);
      notify(onPause, { key, pause, queued: waiting().length });
    }
    responseInfoOf(response).pause = pausedUntil - now;
  };

  /** Counts a request. Returns the function that sends it. */
  const begin = (permit: string, call: FetchArguments) => {
    const sent = monotonic();
    const wasWarm = roundTrip.isWarm(sent);
    granted += 1;
    inFlight += 1;
    // A hanging call blocks the others no longer than it keeps its permit.
    if (failures) singleUntil = sent + rule.permitTimeout;
    return async (): Promise<Response> => {
      let response: Response | undefined;
      try {
        response = await fetch(...call);
        return response;
      } finally {
        inFlight -= 1;
        if (sent > pausedAt) singleUntil = 0;
        if (response) roundTrip.learn(sent, monotonic(), wasWarm);
        tell('settle', permit, rule, response && store.learnsRoundTrip ? roundTrip.safe() : 0);
        if (response) learnFrom(response, sent);
        wake();
      }
    };
  };

  const dispatch = async (): Promise<void> => {
    if (isDispatching) return;
    isDispatching = true;
    loops += 1;
    const loop = loops;
    while (waiting()[0]) {
      isOutdated = false;
      goesOnAt = monotonic() + window;
      try {
        const blocked = blockedFor();
        let result: PermitResult | Promise<PermitResult> =
          blocked > 0
            ? { wait: blocked, pause: pausedUntil > monotonic() ? pause : 0 }
            : store.take(key, rule);
        // With a synchronous store calls are sent synchronously.
        if ('then' in result) result = await result;
        if (loop < loops) {
          if ('permit' in result) tell('settle', result.permit, rule, rule.window);
          return;
        }
        const { limit: next = limit } = result;
        if (next !== limit) notify(onLimit, { key, limit: next });
        limit = next;
        if ('permit' in result) {
          const { permit } = result;
          // While the store was asked a pause may have begun, and all calls may have been aborted.
          const queued = blockedFor() > 0 ? undefined : waiting().shift();
          if (queued) queued.settle(begin(permit, queued.call));
          else tell('settle', permit, rule, rule.window);
        } else if (result.pause && result.pause > maxPause) {
          rejectAll(result.wait);
        } else if (waiting()[0] && !isOutdated) {
          await wait(result.wait);
          if (loop < loops) return;
        }
      } catch (error) {
        if (loop < loops) return;
        waiting()
          .shift()
          ?.settle(() => Promise.reject(error));
      }
    }
    isDispatching = false;
  };

  return {
    run(call: FetchArguments): Promise<Response> {
      const { signal } = requestHeadOf(call);
      const { operationId, attempt = 1, priority = 0 } = call[1]?.call ?? {};
      // Retries go before first attempts.
      const rank = attempt > 1 ? Infinity : priority;
      if (signal?.aborted) throw errorOfSignal(signal);
      // A call that was sent before is not rejected when it is retried.
      if (waiting().length >= maxQueued && rank < Infinity) {
        throw new QueueFullError(maxQueued, call[1]?.call);
      }
      let timer: unknown;
      let isSettled = false;
      /** Goes on with the queue if the loop was lost, when this call should have left. */
      const watch = (ahead: number): void => {
        const dueAt = goesOnAt + OVERDUE + Math.floor(ahead / limit) * rule.window;
        timer = clock.setTimer(() => {
          if (goesOnAt + OVERDUE <= monotonic()) {
            isDispatching = false;
            void dispatch();
          }
          if (!isSettled) watch(waiting().indexOf(queued));
        }, dueAt - monotonic());
      };
      let queued: QueuedCall;
      return new Promise<() => Promise<Response>>((resolve) => {
        const settle = (respond: () => Promise<Response>) => {
          isSettled = true;
          clock.clearTimer(timer);
          unlisten?.();
          resolve(respond);
        };
        queued = { call, rank, settle, unreported: { operationId, attempt } };
        const unlisten =
          signal &&
          onAbort(signal, () => {
            queued.isAborted = true;
            aborted += 1;
            if (aborted === queue.length) wake();
            settle(() => Promise.reject(errorOfSignal(signal)));
          });
        const ahead = waiting().findLastIndex((other) => other.rank >= rank) + 1;
        queue.splice(ahead, 0, queued);
        reportWait(queued, ahead);
        void dispatch();
        if (!isSettled) watch(ahead);
      }).then((respond) => respond());
    },
    isIdle: () => !waiting()[0] && !inFlight && blockedFor() <= 0,
    stats(): KeyStats {
      const pause = pausedUntil - monotonic();
      return {
        granted,
        inFlight,
        limit,
        refused,
        queued: waiting().length,
        ...(pause > 0 && { pausedUntil: clock.wall() + pause }),
      };
    },
  };
}
