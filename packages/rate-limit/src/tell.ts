/**
 * Calls a hook after the step that it tells of, so that nothing it does can disturb the calls. What
 * it throws ends up as an unhandled rejection.
 */
export function tell<Event>(hook: ((event: Event) => void) | undefined, event: Event): void {
  if (hook) void Promise.resolve(event).then(hook);
}
