interface Crowd extends Set<() => void>, EventListenerObject {}

const crowds = new WeakMap<AbortSignal, Crowd>();

/**
 * Listens to a signal that many calls may share, with one listener for all of them: Node warns of
 * more than ten. Calls back at once where it has fired. Returns what ends it.
 */
export function onAbort(signal: AbortSignal, callback: () => void): () => void {
  if (signal.aborted) {
    callback();
    return () => {};
  }
  const crowd = crowds.get(signal) ?? crowdOf(signal);
  crowd.add(callback);
  return () => {
    crowd.delete(callback);
    if (crowd.size > 0) return;
    signal.removeEventListener('abort', crowd);
    crowds.delete(signal);
  };
}

function crowdOf(signal: AbortSignal): Crowd {
  const callbacks = new Set<() => void>();
  const handleEvent = () => callbacks.forEach((callback) => void callback());
  const crowd = Object.assign(callbacks, { handleEvent });
  signal.addEventListener('abort', crowd);
  crowds.set(signal, crowd);
  return crowd;
}
