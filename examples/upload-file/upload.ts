import type { Kaiten, UploadProgress } from 'kaiten-sdk';

/** Timeout in ms. The default of 30 s is too short for large files. */
const TIMEOUT = 30 * 60_000;

export interface Target {
  readonly cardId: number;
  /** Whether only users with access to the card can read the file. The company must enable this. */
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

/** Streams the content of a file of the card. */
export async function downloadOf(
  kaiten: Kaiten,
  { cardId }: Target,
  fileId: number | string,
): Promise<ReadableStream<Uint8Array>> {
  const { files = [] } = await kaiten.cards.get({ card_id: cardId });
  const url = files.find(({ id }) => id === fileId)?.url;
  if (!url) throw new Error(`Card ${cardId} does not list the URL of the uploaded file`);
  return (await kaiten.download(url)).body ?? new Blob().stream();
}
