/** The token, where it can be seen by nobody who looks at the object that holds it. */
export interface Authorization {
  /** What every call is sent with, where the token is known beforehand. */
  readonly header?: string;
  /** A text of the server's without the tokens that were sent, should it repeat one. */
  readonly redact: (text: string) => string;
}

/** @throws TypeError when there is no token, or one that a header cannot carry. It is not told. */
export function authorizationOf(token: string): Authorization {
  const text = checkedToken(token);
  return { header: bearer(text), redact: (said) => said.replaceAll(text, HIDDEN) };
}

export const HIDDEN = '[token]';

export function bearer(token: string): string {
  return `Bearer ${token}`;
}

/** @throws TypeError where a header cannot carry it. */
export function checkedToken(token: unknown): string {
  const text = String(token ?? '').trim();
  // `Headers` would refuse it, too, and repeat it in its message.
  if (/^[\x21-\x7e]+$/.test(text)) return text;
  throw new TypeError('token is empty, or has characters that no header carries');
}
