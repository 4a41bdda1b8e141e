import { WebhookSecretError } from './errors.js';

/**
 * A secret that you make part of what you enter in Kaiten, or that a proxy adds: Kaiten itself
 * documents no signature.
 */
export interface WebhookSecret {
  /** A header, or a parameter in the query of the address. */
  readonly in: 'header' | 'query';
  /** Name of the header (case does not matter) or of the parameter, such as `secret`. */
  readonly name: string;
  /**
   * The whole value, as in `Bearer 4f1c…` for the header `Authorization`. Several are taken while
   * you change from one to the next.
   */
  readonly value: string | readonly string[];
}

/**
 * Compares a secret in a time that does not depend on how much of it is right.
 *
 * @param given What the request carries; `null` or `undefined` when it carries none.
 * @param expected The secret, or all that are valid now.
 * @throws WebhookSecretError when none matches.
 * @throws TypeError when there is no secret to compare with, or an empty one.
 */
export async function checkWebhookSecret(
  given: string | null | undefined,
  expected: string | readonly string[],
): Promise<void> {
  const secrets = typeof expected === 'string' ? [expected] : expected;
  if (secrets.length === 0 || !secrets.every((secret) => typeof secret === 'string' && secret)) {
    throw new TypeError('The secret of webhooks is empty: set one, or leave the option out');
  }
  const actual = await digest(given ?? '');
  let matches = 0;
  // All are compared: the time must not tell which of them it was either.
  for (const secret of secrets) matches |= areEqual(actual, await digest(secret));
  if (matches === 0) throw new WebhookSecretError();
}

/** Of the same length for any secret, so that the comparison does not tell how long it is. */
async function digest(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
}

function areEqual(a: Uint8Array, b: Uint8Array): 0 | 1 {
  let difference = 0;
  for (let index = 0; index < a.length; index += 1) {
    difference |= (a[index] as number) ^ (b[index] as number);
  }
  return difference === 0 ? 1 : 0;
}
