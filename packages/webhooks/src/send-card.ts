import type { Card, CardPropertyValueInput } from '@kaiten-sdk/types';
import { CardRefusedError } from './errors.js';

/** The properties of a card that an incoming webhook accepts. */
export interface IncomingCard {
  readonly title: string;
  /** Whether the card is marked as urgent. */
  readonly asap?: boolean;
  /** A date, or a date and time, in ISO 8601. */
  readonly due_date?: string;
  readonly description?: string;
  /** User id. */
  readonly owner_id?: number;
  readonly links?: readonly { readonly url: string; readonly description?: string | null }[];
  /** The type of the items is not documented. */
  readonly members?: readonly unknown[];
  /** The type of the items is not documented. */
  readonly tags?: readonly unknown[];
  /** Values of custom properties. The keys are `id_` followed by the property id. */
  readonly properties?: { readonly [key: `id_${number}`]: CardPropertyValueInput };
}

export interface SendCardOptions {
  /** @default globalThis.fetch */
  readonly fetch?: typeof fetch;
  /** Aborts the request. */
  readonly signal?: AbortSignal;
}

/**
 * Creates a card through an incoming webhook of a space. No token is needed: anyone who knows the
 * URL can create cards, so keep it secret. The error messages of this function do not contain it.
 *
 * @param url The URL that Kaiten shows for the incoming webhook, without a user name or password.
 * @returns The new card as the server describes it, or `{}` if the response has no body.
 * @throws TypeError if `url` is not an HTTP(S) URL, or contains credentials.
 * @throws CardRefusedError if the status code is not 2xx. Redirects are not followed; browsers hide
 * their status code, which is then 0.
 * @example
 * const card = await sendCard(urlFromYourSettings, { title: 'The printer is out of ribbon' });
 */
export async function sendCard(
  url: string | URL,
  card: IncomingCard,
  { fetch: send = globalThis.fetch, signal }: SendCardOptions = {},
): Promise<Partial<Card>> {
  const response = await send(checkedUrl(url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(card),
    // Following a redirect could send the card to another server. Workers do not accept `error`.
    redirect: 'manual',
    ...(signal && { signal }),
  });
  const body = await response.text();
  if (!response.ok) throw new CardRefusedError(response.status, body);
  return (body === '' ? {} : JSON.parse(body)) as Partial<Card>;
}

/** `fetch` puts an invalid URL, and one with credentials, into the message of its error. */
function checkedUrl(url: string | URL): URL {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed?.protocol !== 'https:' && parsed?.protocol !== 'http:') {
    throw new TypeError('The URL of the incoming webhook must be an absolute HTTP or HTTPS URL');
  }
  if (parsed.username || parsed.password) {
    throw new TypeError('The URL of the incoming webhook must not contain a user name or password');
  }
  return parsed;
}
