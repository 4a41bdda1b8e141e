/** The token of a user, or what gives it for each call, so that it can be renewed. */
export type Token = string | (() => string | Promise<string>);

/** The token, where it can be seen by nobody who looks at the object that holds it. */
export interface Authorization {
  /** The header for one call. */
  header(): string | Promise<string>;
  /** A text of the server's without the tokens that were sent, should it repeat them. */
  redact(text: string): string;
}

const HIDDEN = '[token]';

/** @throws TypeError when there is no token, or one that a header cannot carry. It is not told. */
export function authorizationOf(token: Token | undefined): Authorization {
  if (!token) throw new TypeError('No token: give token, or set KAITEN_TOKEN');
  let last = '';
  const headerOf = (value: unknown) => {
    last = checked(value);
    return `Bearer ${last}`;
  };
  const fixed = typeof token === 'string' ? headerOf(token) : undefined;
  return {
    header: () => fixed ?? given(token as () => string | Promise<string>, headerOf),
    redact: (text) => (last && text.includes(last) ? text.replaceAll(last, HIDDEN) : text),
  };
}

async function given(
  token: () => string | Promise<string>,
  headerOf: (value: unknown) => string,
): Promise<string> {
  return headerOf(await token());
}

function checked(token: unknown): string {
  const text = typeof token === 'string' ? token.trim() : '';
  // `Headers` would refuse it, too, and repeat it in its message.
  if (!/^[\x21-\x7e]+$/.test(text)) {
    throw new TypeError('token is empty or has characters that a header cannot carry');
  }
  return text;
}
