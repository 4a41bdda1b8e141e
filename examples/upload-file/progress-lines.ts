import type { UploadProgress } from 'kaiten-sdk';

const STEP = 10;

/** Tells of every tenth of an upload once; a repeated attempt begins anew. */
export function progressLines(tell: (line: string) => void): (progress: UploadProgress) => void {
  let told = 0;
  return ({ sent, total = Number.POSITIVE_INFINITY }) => {
    const percent = Math.floor(((sent / total) * 100) / STEP) * STEP;
    if (percent !== told) tell(`Uploading: ${percent} %`);
    told = percent;
  };
}
