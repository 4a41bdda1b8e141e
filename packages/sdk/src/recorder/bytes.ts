import type { RecordedBody } from './tape.js';

/** A body that JSON can hold; nothing for an empty one. */
export function recordedBody(bytes: Uint8Array): RecordedBody | undefined {
  if (bytes.length === 0) return undefined;
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { base64: btoa(binaryOf(bytes)) };
  }
}

/** The very bytes that were recorded. */
export function bytesOf(body: RecordedBody | undefined): Uint8Array<ArrayBuffer> {
  if (!body) return new Uint8Array();
  if ('text' in body) return new TextEncoder().encode(body.text);
  return fromBinary(atob(body.base64));
}

/** One character for each byte. */
export function binaryOf(bytes: Uint8Array): string {
  let binary = '';
  // A call takes only so many arguments.
  for (let start = 0; start < bytes.length; start += CHUNK) {
    binary += String.fromCharCode(...bytes.subarray(start, start + CHUNK));
  }
  return binary;
}

export function fromBinary(binary: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

const CHUNK = 8_192;
