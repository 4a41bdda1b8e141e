// Creates a card for each row, with its tags and a comment about the import.
import {
  addCardTag,
  CardStateInput,
  type Client,
  createCard,
  createCardComment,
  deleteCard,
  type RequestResult,
  updateCard,
} from '@kaiten-sdk/client';
import type { BodyOf, PathOf, QueryOf, ResponseOf } from '@kaiten-sdk/types';
import { zCreateCardBody, zCreateCardResponse } from '@kaiten-sdk/zod/operations/createCard';

export interface Row {
  readonly title: string;
  readonly size?: number;
  readonly due?: Date;
  readonly tags: readonly string[];
}

export async function importRow(client: Client, boardId: number, row: Row): Promise<number> {
  const body: BodyOf<'createCard'> = {
    title: row.title,
    board_id: boardId,
    due_date: row.due?.toISOString() ?? null,
    size_text: row.size ?? null,
    properties: { id_5376: 'Riga' },
  };
  const { data } = await createCard({
    client,
    body: zCreateCardBody.parse(body),
    throwOnError: true,
  });
  const card: ResponseOf<'createCard'> = zCreateCardResponse.parse(data);
  for (const name of row.tags) {
    await addCardTag({ client, path: { card_id: card.id }, body: { name }, throwOnError: true });
  }
  await createCardComment({
    client,
    path: { card_id: card.id },
    body: { text: `Imported, version ${card.version + 0}` },
    throwOnError: true,
  });
  return card.id;
}

export async function start(client: Client, path: PathOf<'updateCard'>): Promise<boolean> {
  const { data, error, response } = await updateCard({
    client,
    throwOnError: false,
    path,
    body: { state: CardStateInput.InProgress, asap: true, owner_id: 512 },
  });
  if (data) return data.asap;
  throw new Error(`Kaiten responded with ${response?.status}`, { cause: error });
}

export async function undo(client: Client, ids: readonly number[]): Promise<void> {
  for (const card_id of ids) await deleteCard({ client, path: { card_id } });
}

export const OPEN: QueryOf<'listCards'> = { archived: false, limit: 100, order_by: 'created' };

export type GetCardResult = Awaited<RequestResult<ResponseOf<'getCard'>>>;
