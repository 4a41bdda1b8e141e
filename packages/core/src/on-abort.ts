const LISTENER: unique symbol = Symbol() as never;

interface Listener {
  readonly callbacks: Set<() => void>;
  /** Called when no callback is left. */
  readonly stop?: () => void;
}

// A property, because the entries of a `WeakMap` make the garbage collector slow.
type ObservedSignal = AbortSignal & { [LISTENER]?: Listener | undefined };

/**
 * Calls back when the signal is aborted, or immediately if it already is. All callbacks of a signal
 * share one event listener, because Node warns about more than ten.
 *
 * @returns A function that removes the callback.
 */
export function onAbort(signal: AbortSignal, callback: () => void): () => void {
  if (signal.aborted) {
    callback();
    return () => {};
  }
  const observed: ObservedSignal = signal;
  observed[LISTENER] ??= listenTo(observed);
  const { callbacks, stop } = observed[LISTENER];
  callbacks.add(callback);
  return () => {
    if (callbacks.delete(callback) && !callbacks.size) stop?.();
  };
}

function listenTo(signal: ObservedSignal): Listener {
  const callbacks = new Set<() => void>();
  const run = () => runAll(callbacks);
  signal.addEventListener('abort', run);
  const stop = (): void => {
    signal.removeEventListener('abort', run);
    signal[LISTENER] = undefined;
  };
  return { callbacks, stop };
}

function runAll(callbacks: Set<() => void>): void {
  for (const callback of callbacks) callback();
}

/** A controller for one call: `onAbort` needs no event listener for its signal, which is faster. */
export function callController(): Pick<AbortController, 'abort' | 'signal'> {
  const controller = new AbortController();
  const signal: ObservedSignal = controller.signal;
  const callbacks = new Set<() => void>();
  signal[LISTENER] = { callbacks };
  const abort = (reason: unknown): void => {
    controller.abort(reason);
    runAll(callbacks);
  };
  return { signal, abort };
}
