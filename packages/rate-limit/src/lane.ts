import { errorOfSignal, type Fetch, QueueFullError } from '@kaiten-sdk/core';
import { alarmOf } from './alarm.js';
import type { KeyStats } from './key-stats.js';
import { join, leave } from './line.js';
import type { Settings } from './options.js';
import { senderOf } from './sender.js';
import type { Grant } from './store.js';
import { tell } from './tell.js';
import { signalOf, type Waiter, waitInLine } from './waiter.js';

/** The calls of one key. Only the first in line asks the store, and one timer wakes it. */
export function laneOf(key: string, fetch: Fetch, settings: Settings) {
  const { clock, rule, store, maxQueued, onWait, onPause } = settings;
  const line: Waiter[] = [];
  let isAsking = false;
  /** A call ended while the store was asked, so that its answer may be out of date. */
  let isOutdated = false;
  const alarm = alarmOf(clock, () => goOn());

  const { blockedFor, pausedFor, counts, send } = senderOf(key, fetch, settings, {
    pause(pause) {
      store.pause(key, pause);
      tell(onPause, { key, pause, queued: line.length });
    },
    end: () => goOn(),
  });

  const announce = (waiter: Waiter, ahead: number): void => {
    const left = alarm.left();
    if (waiter.isAnnounced || left === undefined) return;
    waiter.isAnnounced = true;
    // Calls that are under way will be answered long before the store has to give up on them.
    const soon = Math.min(left, Math.max(rule.window, blockedFor()));
    const { operationId, attempt = 1 } = waiter.call[1]?.call ?? {};
    tell(onWait, {
      key,
      wait: soon + Math.floor(ahead / rule.limit) * rule.window,
      queued: line.length,
      operationId,
      attempt,
    });
  };

  const sleep = (ms: number): void => {
    if (!line[0]) return;
    alarm.set(ms);
    announce(line[0], 0);
  };

  const give = (permit: string): void => {
    // A pause may have begun, and everybody may have left, while the store was asked.
    const waiter = blockedFor() > 0 ? undefined : line.shift();
    if (waiter) waiter.end(send(permit, ...waiter.call));
    else store.settle(key, permit, rule, rule.window);
  };

  const ask = (): Grant | Promise<Grant> => {
    const wait = blockedFor();
    if (wait > 0) return { wait };
    try {
      return store.take(key, rule);
    } catch (error) {
      return Promise.reject(error);
    }
  };

  /** Returns whether the next may ask at once. */
  const follow = (grant: Grant | Promise<Grant>): boolean => {
    if ('permit' in grant) {
      give(grant.permit);
      return true;
    }
    if ('wait' in grant) sleep(grant.wait);
    else void expect(grant);
    return false;
  };

  const expect = async (asked: Promise<Grant>): Promise<void> => {
    isAsking = true;
    isOutdated = false;
    let goesOn = true;
    try {
      goesOn = follow(await asked) || isOutdated;
    } catch (error) {
      line.shift()?.end(Promise.reject(error));
    }
    isAsking = false;
    if (goesOn) goOn();
  };

  const goOn = (): void => {
    isOutdated = true;
    if (isAsking) return;
    alarm.stop();
    let isGranted = true;
    while (isGranted && line[0]) isGranted = follow(ask());
  };

  const run: Fetch = (...call) => {
    const signal = signalOf(call);
    if (signal?.aborted) return Promise.reject(errorOfSignal(signal));
    const grant = isAsking || line[0] ? undefined : ask();
    if (grant && 'permit' in grant) return send(grant.permit, ...call);
    if (line.length >= maxQueued) {
      return Promise.reject(new QueueFullError(maxQueued, call[1]?.call));
    }
    const answer = waitInLine(
      call,
      (waiter) => announce(waiter, join(line, waiter)),
      (waiter) => {
        leave(line, waiter);
        if (!line[0]) alarm.stop();
      },
    );
    if (grant) follow(grant);
    return answer;
  };

  return {
    run,
    isIdle: () => !line[0] && !counts().inFlight && blockedFor() <= 0,
    stats(): KeyStats {
      const pause = pausedFor();
      return {
        ...counts(),
        queued: line.length,
        ...(pause > 0 && { pausedUntil: clock.wall() + pause }),
      };
    },
  };
}
