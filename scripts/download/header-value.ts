/** Whether a value can be sent as an HTTP header as it is. */
export function isHeaderValue(value: unknown): value is string {
  return typeof value === 'string' && /^[\x21-\x7e\x80-\xff]([\x20-\x7e\x80-\xff]*)$/.test(value);
}
