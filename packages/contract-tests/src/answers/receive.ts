import { clientOf, type Outcome, type Packages } from '../calls/packages.ts';
import type { Operation } from '../contract/operations.ts';

const BASE_URL = 'https://example.kaiten.ru/api/latest';

interface SentBody {
  readonly contentType: string;
  readonly text: string;
}

/** What a caller of an operation gets when the server answers with this. */
export async function receive(
  { operationId }: Operation,
  packages: Packages,
  status: number,
  { contentType, text }: SentBody,
): Promise<Outcome> {
  const client = clientOf(
    BASE_URL,
    'a-token',
    async () => new Response(text, { status, headers: { 'content-type': contentType } }),
  );
  const send = packages.operation(operationId);
  return (await send?.({ client, path: {}, query: {} })) ?? {};
}
