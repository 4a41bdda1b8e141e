import { WebhookSecretError } from './errors.js';

/**
 * A secret that is part of the URL you enter in Kaiten, or that a proxy adds as a header. Kaiten does
 * not document a signature.
 */
export interface WebhookSecret {
  /** Whether the secret is in a header or in a query parameter of the URL. */
  readonly in: 'header' | 'query';
  /** Name of the header (case-insensitive) or of the query parameter, such as `secret`. */
  readonly name: string;
  /**
   * The complete value, such as `Bearer 4f1c…` for the header `Authorization`. A list accepts any of
   * its values, for example while you rotate the secret.
   */
  readonly value: string | readonly string[];
}

/**
 * Compares a secret in constant time.
 *
 * @param given The secret in the request; `null` or `undefined` if there is none.
 * @param expected The valid secret, or all valid secrets.
 * @throws WebhookSecretError if none matches.
 * @throws TypeError if `expected` is empty or contains an empty secret.
 */
export async function checkWebhookSecret(
  given: string | null | undefined,
  expected: string | readonly string[],
): Promise<void> {
  const secrets = typeof expected === 'string' ? [expected] : expected;
  if (secrets.length === 0 || !secrets.every((secret) => typeof secret === 'string' && secret)) {
    throw new TypeError('The webhook secret must not be empty: set one, or omit the option');
  }
  const actual = await digest(given ?? '');
  let matches = 0;
  // All secrets are compared, so that the duration does not reveal which one matched.
  for (const secret of secrets) matches |= areEqual(actual, await digest(secret));
  if (matches === 0) throw new WebhookSecretError();
}

/** Digests have the same length, so that the duration does not reveal the length of the secret. */
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
