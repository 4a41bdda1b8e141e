import type { Fetch } from '@kaiten-sdk/core';
import {
  errorOfSignal,
  notify,
  onAbort,
  QueueFullError,
  type Sending,
  signalOf,
} from '@kaiten-sdk/core';
import { alarmOf } from './alarm.js';
import type { KeyStats } from './key-stats.js';
import { join, rankOf, type Waiter } from './line.js';
import type { Settings } from './options.js';
import { senderOf } from './sender.js';
import type { Grant } from './store.js';

/** The calls of one key. Only the first in line asks the store, and one timer wakes it. */
export function laneOf(key: string, fetch: Fetch, settings: Settings) {
  const { clock, rule, store, maxQueued, onWait, onPause } = settings;
  const line: Waiter[] = [];
  const alarm = alarmOf(clock);
  let isServing = false;
  /** Something ended while the store was asked, so that its answer may be out of date. */
  let isOutdated = false;

  const wake = (): void => {
    isOutdated = true;
    alarm.ring();
  };

  const { blockedFor, isIdle, send, stats } = senderOf(key, fetch, settings, (pause) => {
    if (pause) notify(onPause, { key, pause, queued: line.length });
    wake();
  });

  const announce = (waiter: Waiter, ahead: number): void => {
    const left = alarm.left();
    if (waiter.isAnnounced || left <= 0) return;
    waiter.isAnnounced = true;
    // Calls that are under way will be answered long before the store has to give up on them.
    const soon = Math.min(left, Math.max(rule.window, blockedFor()));
    const { operationId, attempt = 1 } = waiter.call[1]?.call ?? {};
    notify(onWait, {
      key,
      wait: soon + Math.floor(ahead / rule.limit) * rule.window,
      queued: line.length,
      operationId,
      attempt,
    });
  };

  const ask = (): Grant | Promise<Grant> => {
    const wait = blockedFor();
    return wait > 0 ? { wait } : store.take(key, rule);
  };

  const use = (permit: string): void => {
    // A pause may have begun, and everybody may have left, while the store was asked.
    const waiter = blockedFor() > 0 ? undefined : line.shift();
    if (waiter) waiter.end(send(permit, waiter.call));
    else store.settle(key, permit, rule, rule.window);
  };

  const serve = async (): Promise<void> => {
    if (isServing) return;
    isServing = true;
    while (line[0]) {
      isOutdated = false;
      try {
        const asked = ask();
        // A store that answers at once lets calls through at once.
        const grant = 'then' in asked ? await asked : asked;
        if ('permit' in grant) use(grant.permit);
        else if (line[0] && !isOutdated) {
          const slept = alarm.sleep(grant.wait);
          announce(line[0], 0);
          await slept;
        }
      } catch (error) {
        line.shift()?.end(Promise.reject(error));
      }
    }
    isServing = false;
  };

  const leave = (waiter: Waiter): void => {
    const index = line.indexOf(waiter);
    if (index >= 0) line.splice(index, 1);
    if (!line[0]) wake();
  };

  return {
    run(call: Sending): Promise<Response> {
      const signal = signalOf(call);
      if (signal?.aborted) throw errorOfSignal(signal);
      const rank = rankOf(call);
      // A call that was let through before is not thrown away for its retry.
      if (line.length >= maxQueued && rank < Infinity)
        throw new QueueFullError(maxQueued, call[1]?.call);
      return new Promise((resolve) => {
        const unlisten =
          signal &&
          onAbort(signal, () => {
            leave(waiter);
            waiter.end(Promise.reject(errorOfSignal(signal)));
          });
        const waiter: Waiter = {
          call,
          rank,
          end(answer) {
            unlisten?.();
            resolve(answer);
          },
        };
        announce(waiter, join(line, waiter));
        void serve();
      });
    },
    isIdle: () => !line[0] && isIdle(),
    stats: (): KeyStats => ({ ...stats(), queued: line.length }),
  };
}
