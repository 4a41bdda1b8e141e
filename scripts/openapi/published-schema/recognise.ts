import { describeType, isObject, type Json } from '../json.ts';
import { shortValue } from '../short-value.ts';

/** A version that its published schema can check, or what the document is instead. */
type Recognised =
  | { readonly version: '3.0' | '3.1' | '3.2' }
  | { readonly version?: never; readonly instead: string };

/** Tells OpenAPI 3 documents from everything else that a URL may answer with. */
export function recognise(document: Json): Recognised {
  if (!isObject(document)) return { instead: instead(document) };
  const { openapi, swagger } = document;
  if (swagger !== undefined) return { instead: `Swagger ${String(swagger)}` };
  if (openapi === undefined) return { instead: `no OpenAPI document: ${keysOf(document)}` };
  if (typeof openapi !== 'string') {
    return { instead: `a document whose openapi is ${shortValue(openapi)}, not a string` };
  }
  const [, version] = /^(3\.[012])\.\d+(?:-.+)?$/.exec(openapi) ?? [];
  return version
    ? { version: version as '3.0' | '3.1' | '3.2' }
    : { instead: `OpenAPI ${JSON.stringify(openapi)}` };
}

function instead(value: Json): string {
  if (typeof value !== 'string') return describeType(value);
  return /^\s*<(!doctype|html|\?xml)/i.test(value)
    ? 'a page of HTML or XML'
    : `text: ${shortValue(value)}`;
}

function keysOf(document: object): string {
  const keys = Object.keys(document);
  if (keys.length === 0) return 'an empty object';
  const shown = keys.slice(0, 6).map((key) => shortValue(key));
  const rest = keys.length - shown.length;
  return `an object with the top-level keys ${shown.join(', ')}${rest ? ` and ${rest} more` : ''}`;
}
