import type { Kaiten, UploadProgress } from 'kaiten-sdk';

/** Milliseconds for the content of a large file: 30 s, the default, are not enough. */
const TIMEOUT = 30 * 60_000;

export interface Target {
  readonly cardId: number;
  /** Whether only who may see the card may read the file: where the company has that turned on. */
  readonly restricted: boolean;
}

/** @returns The id of the new file. */
export async function upload(
  kaiten: Kaiten,
  { cardId, restricted }: Target,
  file: File,
  onProgress: (progress: UploadProgress) => void,
): Promise<number | string> {
  const options = { onProgress, timeout: TIMEOUT };
  const body = { file };
  if (!restricted) return (await kaiten.cardFiles.upload({ card_id: cardId, body }, options)).id;
  const { uid } = await kaiten.cards.get({ card_id: cardId });
  const { id } = await kaiten.restrictedAccessCardFiles.upload({ card_id: uid, body }, options);
  return id;
}

/** The content of a file of the card, as it arrives. */
export async function downloadOf(
  kaiten: Kaiten,
  { cardId }: Target,
  fileId: number | string,
): Promise<ReadableStream<Uint8Array>> {
  const { files = [] } = await kaiten.cards.get({ card_id: cardId });
  const url = files.find(({ id }) => id === fileId)?.url;
  if (!url) throw new Error(`Card ${cardId} does not list the address of the uploaded file`);
  return (await kaiten.download(url)).body ?? new Blob().stream();
}
