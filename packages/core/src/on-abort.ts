interface SharedListener extends Set<() => void>, EventListenerObject {}

const listeners = new WeakMap<AbortSignal, SharedListener>();

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
  const listener = listeners.get(signal) ?? listenTo(signal);
  listener.add(callback);
  return () => {
    listener.delete(callback);
    if (listener.size > 0) return;
    signal.removeEventListener('abort', listener);
    listeners.delete(signal);
  };
}

function listenTo(signal: AbortSignal): SharedListener {
  const callbacks = new Set<() => void>();
  const handleEvent = () => callbacks.forEach((callback) => void callback());
  const listener = Object.assign(callbacks, { handleEvent });
  signal.addEventListener('abort', listener);
  listeners.set(signal, listener);
  return listener;
}
