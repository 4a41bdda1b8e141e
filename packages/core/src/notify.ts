/**
 * Calls a hook. What it throws, or rejects with, is ignored: no call fails of being watched.
 */
export function notify<Event>(hook: ((event: Event) => unknown) | undefined, event: Event): void {
  if (hook) new Promise((resolve) => resolve(hook(event))).catch(() => {});
}
