import { isApiError, type Kaiten } from 'kaiten-sdk';

/** Reads a sample of all data in Kaiten, and skips what the user is not permitted to read. */
export async function readAround(kaiten: Kaiten): Promise<void> {
  await allowed(kaiten.users.getCurrent());
  const spaces = await allowed(kaiten.spaces.list());
  const cards = await allowed(kaiten.cards.list({ limit: 100 }));
  await readCompany(kaiten);
  for (const { id } of spaces?.slice(0, 3) ?? []) await readSpace(kaiten, id);
  for (const { id } of cards?.slice(0, 10) ?? []) await readCard(kaiten, id);
}

async function readCompany(kaiten: Kaiten): Promise<void> {
  await allowed(kaiten.users.list());
  await allowed(kaiten.tags.list());
  await allowed(kaiten.cardTypes.list());
  await allowed(kaiten.customProperties.list());
  await allowed(kaiten.userRoles.list());
  await allowed(kaiten.treeEntities.list());
}

async function readSpace(kaiten: Kaiten, space_id: number): Promise<void> {
  await allowed(kaiten.spaces.get({ space_id }));
  await allowed(kaiten.spaceUsers.list({ space_id }));
  const boards = await allowed(kaiten.spaceBoards.list({ space_id }));
  for (const { id } of boards?.slice(0, 3) ?? []) await allowed(kaiten.boards.get({ id }));
}

async function readCard(kaiten: Kaiten, card_id: number): Promise<void> {
  await allowed(kaiten.cards.get({ card_id }));
  await allowed(kaiten.cardComments.list({ card_id }));
  await allowed(kaiten.cardChildren.list({ card_id }));
  await allowed(kaiten.cardMembers.list({ card_id }));
  await allowed(kaiten.cardTimeLogs.list({ card_id }));
  await allowed(kaiten.cards.listLocationHistory({ card_id }));
}

/** Returns `undefined` if the API responds with an error. A wrong token throws. */
async function allowed<Data>(call: PromiseLike<Data>): Promise<Data | undefined> {
  try {
    return await call;
  } catch (error) {
    if (isApiError(error) && error.status !== 401) return undefined;
    throw error;
  }
}
