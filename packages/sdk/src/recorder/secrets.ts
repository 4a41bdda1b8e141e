import { HIDDEN } from '../authorization.js';
import { binaryOf, bytesOf, fromBinary, recordedBody } from './bytes.js';
import type { RecordedBody } from './tape.js';

/** Credentials of a request, as its `authorization` header has them. */
export function tokenOf(headers: HeadersInit | undefined): string | undefined {
  const value = new Headers(headers).get('authorization')?.trim();
  return value?.replace(/^\S+\s+/, '') || undefined;
}

/** Takes tokens out of whatever may repeat them. */
export class Redactor {
  readonly #spellings: readonly string[];

  constructor(tokens: Iterable<string>) {
    const spellings = [...tokens].flatMap((token) => {
      const inJson = JSON.stringify(token).slice(1, -1);
      const inForm = token.replaceAll('"', '%22');
      return [token, inJson, inJson.replaceAll('/', '\\/'), inForm, encodeURIComponent(token)];
    });
    // A token may be a part of another one.
    this.#spellings = [...new Set(spellings)].sort((a, b) => b.length - a.length);
  }

  text(text: string): string {
    return this.#spellings.reduce((rest, spelling) => rest.replaceAll(spelling, HIDDEN), text);
  }

  /** The pairs of a query, without signatures. */
  query(pairs: URLSearchParams): string {
    const hidden = [...pairs].map(([name, value]) => [
      this.text(name),
      SIGNATURE.test(name) ? '*' : this.text(value),
    ]);
    return String(new URLSearchParams(hidden));
  }

  /** An address, such as a `location` header has. */
  address(address: string): string {
    const [path = '', query] = address.replace(/#.*/s, '').split(/\?(.*)/s);
    const shown = this.text(path);
    return query === undefined ? shown : `${shown}?${this.query(new URLSearchParams(query))}`;
  }

  body(body: RecordedBody | undefined): RecordedBody | undefined {
    if (!body) return undefined;
    if ('text' in body) return { text: this.text(body.text) };
    return recordedBody(fromBinary(this.text(binaryOf(bytesOf(body)))));
  }
}

/** What signs the address of a file in a storage: whoever has it has the file. */
const SIGNATURE =
  /^(x-(amz|goog)-.*|.*signature|sig|.*token|api_?key|awsaccesskeyid|googleaccessid|key-pair-id|policy|expires)$/i;
