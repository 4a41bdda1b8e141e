interface Crowd extends EventListenerObject {
  readonly callbacks: Set<() => void>;
}

const crowds = new WeakMap<AbortSignal, Crowd>();

/**
 * Listens to a signal that many calls may share, with one listener for all of them: Node warns of
 * more than ten. Returns what ends it.
 */
export function onAbort(signal: AbortSignal, callback: () => void): () => void {
  const crowd = crowds.get(signal) ?? crowdOf(signal);
  crowd.callbacks.add(callback);
  return () => {
    crowd.callbacks.delete(callback);
    if (crowd.callbacks.size > 0) return;
    signal.removeEventListener('abort', crowd);
    crowds.delete(signal);
  };
}

function crowdOf(signal: AbortSignal): Crowd {
  const callbacks = new Set<() => void>();
  const crowd = {
    callbacks,
    handleEvent: () => {
      for (const callback of callbacks) callback();
    },
  };
  signal.addEventListener('abort', crowd);
  crowds.set(signal, crowd);
  return crowd;
}
