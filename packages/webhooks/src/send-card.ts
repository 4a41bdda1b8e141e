import type { Card, CardPropertyValueInput } from '@kaiten-sdk/types';

/** A card as an incoming webhook takes it. */
export interface IncomingCard {
  readonly title: string;
  /** Whether it is marked as urgent. */
  readonly asap?: boolean;
  /** A day, or a point in time in ISO 8601. */
  readonly due_date?: string;
  readonly description?: string;
  /** User id. */
  readonly owner_id?: number;
  readonly links?: readonly { readonly url: string; readonly description?: string | null }[];
  /** What the items are is not documented. */
  readonly members?: readonly unknown[];
  /** What the items are is not documented. */
  readonly tags?: readonly unknown[];
  /** Values of custom properties, by `id_` with the property id. */
  readonly properties?: { readonly [key: `id_${number}`]: CardPropertyValueInput };
}

export interface SendCardOptions {
  /** @default globalThis.fetch */
  readonly fetch?: typeof fetch;
  /** Ends the call early. */
  readonly signal?: AbortSignal;
}

/** An incoming webhook refused a card. */
export class CardRefusedError extends Error {
  override readonly name = 'CardRefusedError';
  /** HTTP status of the response. */
  readonly status: number;
  /** The body of the response, as text. */
  readonly body: string;

  constructor(status: number, body: string) {
    super(`The incoming webhook refused the card with status ${status}`);
    this.status = status;
    this.body = body;
  }
}

/**
 * Sends a card to an incoming webhook of a space, which creates it. Needs no token: whoever knows the
 * address can create cards, so keep it secret. No error of this function contains it.
 *
 * @param url The address that Kaiten shows for the webhook.
 * @returns The new card, as the server describes it.
 * @throws CardRefusedError when the status code is not 2xx.
 * @example
 * const card = await sendCard(addressFromYourSettings, { title: 'The printer is out of ribbon' });
 */
export async function sendCard(
  url: string | URL,
  card: IncomingCard,
  { fetch: send = globalThis.fetch, signal }: SendCardOptions = {},
): Promise<Partial<Card>> {
  const response = await send(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(card),
    // A redirect would hand the card to somebody else.
    redirect: 'error',
    ...(signal && { signal }),
  });
  const body = await response.text();
  if (!response.ok) throw new CardRefusedError(response.status, body);
  return (body === '' ? {} : JSON.parse(body)) as Partial<Card>;
}
