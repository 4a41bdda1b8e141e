import type { UploadProgress } from 'kaiten-sdk';

const STEP = 10;

/** Prints the progress of an upload in steps of 10 %. A new attempt starts again. */
export function progressLines(print: (line: string) => void): (progress: UploadProgress) => void {
  let printed = 0;
  return ({ sent, total = Number.POSITIVE_INFINITY }) => {
    const percent = Math.floor(((sent / total) * 100) / STEP) * STEP;
    if (percent !== printed) print(`Uploading: ${percent} %`);
    printed = percent;
  };
}
