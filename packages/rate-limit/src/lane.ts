import {
  errorOfSignal,
  type Fetch,
  type FetchArguments,
  notify,
  onAbort,
  QueueFullError,
  rateLimitResetOf,
  requestHeadOf,
  responseInfoOf,
} from '@kaiten-sdk/core';
import type { KeyStats } from './key-stats.js';
import { join, type Waiter } from './line.js';
import type { Settings } from './options.js';
import { roundTripOf } from './round-trip.js';
import type { Grant } from './store.js';
import { toldPause } from './told-pause.js';

const MOST_DOUBLINGS = 3;
/** Times `maxLimit`: who announces more counts in another unit, such as requests in an hour. */
const INCREDIBLE = 10;

/**
 * The calls of one key: a line, of which only the first asks the store and one timer wakes it, and
 * what is learned from their answers. A 429 leads to a pause, then one call goes ahead, and the rest
 * when it gets through. A 429 that does not say how long pauses for one window, doubled for every
 * pause before that ended in a 429, up to eight windows.
 */
export function laneOf(key: string, fetch: Fetch, settings: Settings) {
  const { clock, rule, store, maxQueued, maxPause, window, onWait, onPause, onLimit } = settings;
  const { monotonic } = clock;
  const line: Waiter[] = [];
  const { isWarm, learn, safe } = roundTripOf();
  let isServing = false;
  /** Ends the wait of the first in line. */
  let endWait = (): void => {};
  let waitsUntil = 0;
  /** Something ended while the store was asked, so that its answer may be out of date. */
  let isOutdated = false;
  let { limit } = rule;
  /** When the request was sent whose response last announced a limit: older ones know less. */
  let announcedFrom = 0;
  let ignored: string | undefined;
  let granted = 0;
  let inFlight = 0;
  let refused = 0;
  let pausedUntil = 0;
  /** Calls sent before it tell nothing new. */
  let pausedAt = -1;
  /** Pauses in a row that ended in a 429. */
  let failures = 0;
  /** While one call goes ahead. */
  let scoutUntil = 0;

  /** Milliseconds in which nothing may be sent. */
  const blockedFor = () => Math.max(pausedUntil, scoutUntil) - monotonic();

  const wake = (): void => {
    isOutdated = true;
    endWait();
  };

  const announce = (waiter: Waiter, ahead: number): void => {
    const left = waitsUntil - monotonic();
    const { told } = waiter;
    if (!told || left <= 0) return;
    waiter.told = undefined;
    // Calls that are under way will be answered long before the store has to give up on them.
    const soon = Math.min(left, Math.max(rule.window, blockedFor()));
    notify(onWait, {
      key,
      wait: soon + Math.floor(ahead / limit) * rule.window,
      queued: line.length,
      ...told,
    });
  };

  const wait = async (ms: number): Promise<void> => {
    let timer: unknown;
    waitsUntil = monotonic() + ms;
    announce(line[0] as Waiter, 0);
    await new Promise<void>((resolve) => {
      endWait = resolve;
      timer = clock.setTimer(resolve, ms);
    });
    clock.clearTimer(timer);
    waitsUntil = 0;
  };

  /** The limit that a response announces, unless that is not credible or out of date. */
  const announcedBy = (headers: Headers, isFar: boolean, sent: number): number | undefined => {
    const { maxLimit } = rule;
    const text = headers.get('x-ratelimit-limit');
    if (!maxLimit || text === null || sent < announcedFrom) return undefined;
    const value = Number(text);
    if (/^[1-9]\d*$/.test(text) && value <= maxLimit * INCREDIBLE && !isFar) {
      announcedFrom = sent;
      return Math.min(value, maxLimit);
    }
    if (text !== ignored) notify(onLimit, { key, limit, ignored: text });
    ignored = text;
    return undefined;
  };

  const learnFrom = (response: Response, sent: number): void => {
    const now = monotonic();
    const isNews = sent > pausedAt;
    const { headers, status } = response;
    const wall = clock.wall();
    const { wait, rounding } = rateLimitResetOf(headers, wall);
    // What may be mere rounding must not idle anybody.
    const surely = wait - rounding;
    // Who was sent before a pause began is no reason to prolong it.
    const isNew = isNews || pausedUntil <= now;
    const announced = announcedBy(headers, surely > rule.window, sent);
    const isReason = status === 429 && isNew && !failures;
    if (rule.maxLimit) store.learn?.(key, rule, announced, isReason ? now - sent : undefined);
    if (status !== 429) {
      if (isNews) failures = 0;
      const remaining = Number.parseInt(headers.get('x-ratelimit-remaining') as string, 10);
      const ms = Math.min(surely, maxPause);
      if (remaining < limit && ms > 0) store.restrict?.(key, remaining, ms);
      return;
    }
    refused += 1;
    if (isNew) failures += 1;
    const told = toldPause(headers, wall, window);
    const untold = isNew ? window * 2 ** Math.min(failures - 1, MOST_DOUBLINGS) : 0;
    const until = now + Math.min(told > 0 ? told : untold, maxPause);
    if (until > pausedUntil) {
      pausedUntil = until;
      pausedAt = now;
      store.pause(key, until - now);
      notify(onPause, { key, pause: until - now, queued: line.length });
    }
    responseInfoOf(response).pause = pausedUntil - now;
  };

  const send = async (permit: string, call: FetchArguments): Promise<Response> => {
    const sent = monotonic();
    const wasWarm = isWarm(sent);
    granted += 1;
    inFlight += 1;
    // It holds the others back no longer than a hanging call holds a permit.
    if (failures) scoutUntil = sent + rule.cap;
    let response: Response | undefined;
    try {
      response = await fetch(...call);
      return response;
    } finally {
      inFlight -= 1;
      if (sent > pausedAt) scoutUntil = 0;
      if (response) learn(sent, monotonic(), wasWarm);
      store.settle(key, permit, rule, response && store.learnsRoundTrip ? safe() : 0);
      if (response) learnFrom(response, sent);
      wake();
    }
  };

  const serve = async (): Promise<void> => {
    if (isServing) return;
    isServing = true;
    while (line[0]) {
      isOutdated = false;
      try {
        const blocked = blockedFor();
        let grant: Grant | Promise<Grant> = blocked > 0 ? { wait: blocked } : store.take(key, rule);
        // A store that answers at once lets calls through at once.
        if ('then' in grant) grant = await grant;
        const { limit: next = limit } = grant;
        if (next !== limit) notify(onLimit, { key, limit: next });
        limit = next;
        if ('permit' in grant) {
          const { permit } = grant;
          // A pause may have begun, and everybody may have left, while the store was asked.
          const waiter = blockedFor() > 0 ? undefined : line.shift();
          if (waiter) waiter.end(() => send(permit, waiter.call));
          else store.settle(key, permit, rule, rule.window);
        } else if (line[0] && !isOutdated) {
          await wait(grant.wait);
        }
      } catch (error) {
        line.shift()?.end(() => Promise.reject(error));
      }
    }
    isServing = false;
  };

  return {
    run(call: FetchArguments): Promise<Response> {
      const { signal } = requestHeadOf(call);
      const { operationId, attempt = 1, priority = 0 } = call[1]?.call ?? {};
      // What was tried already goes before whatever was not.
      const rank = attempt > 1 ? Infinity : priority;
      if (signal?.aborted) throw errorOfSignal(signal);
      // A call that was let through before is not thrown away for its retry.
      if (line.length >= maxQueued && rank < Infinity) {
        throw new QueueFullError(maxQueued, call[1]?.call);
      }
      return new Promise((resolve) => {
        const end = (answer: () => Promise<Response>) => {
          unlisten?.();
          resolve(answer());
        };
        const waiter: Waiter = { call, rank, end, told: { operationId, attempt } };
        const unlisten =
          signal &&
          onAbort(signal, () => {
            const index = line.indexOf(waiter);
            if (index >= 0) line.splice(index, 1);
            if (!line[0]) wake();
            end(() => Promise.reject(errorOfSignal(signal)));
          });
        announce(waiter, join(line, waiter));
        void serve();
      });
    },
    isIdle: () => !line[0] && !inFlight && blockedFor() <= 0,
    stats(): KeyStats {
      const pause = pausedUntil - monotonic();
      return {
        granted,
        inFlight,
        limit,
        refused,
        queued: line.length,
        ...(pause > 0 && { pausedUntil: clock.wall() + pause }),
      };
    },
  };
}
