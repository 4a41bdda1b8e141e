/** A body that no contract describes and that servers and proxies send all the same. */
export interface OddBody {
  readonly name: string;
  readonly contentType: string;
  readonly text: string;
  /** What a caller gets of it as data of a success; absent where it gets an error. */
  readonly asData?: unknown;
  readonly asError: unknown;
}

const JSON_TYPE = 'application/json';
const HTML = '<!doctype html><title>502 Bad Gateway</title>';

/** An empty body is an empty object to generated functions. */
export const ODD_BODIES: readonly OddBody[] = [
  { name: 'empty', contentType: JSON_TYPE, text: '', asData: {}, asError: {} },
  { name: 'bare string', contentType: JSON_TYPE, text: '"No"', asData: 'No', asError: 'No' },
  { name: 'plain text', contentType: 'text/plain', text: 'No', asData: 'No', asError: 'No' },
  { name: 'page of HTML', contentType: 'text/html', text: HTML, asData: HTML, asError: HTML },
  { name: 'HTML that calls itself JSON', contentType: JSON_TYPE, text: HTML, asError: HTML },
  {
    name: 'object with unknown keys',
    contentType: JSON_TYPE,
    text: '{"a key of tomorrow":[1,{"two":null}]}',
    asData: { 'a key of tomorrow': [1, { two: null }] },
    asError: { 'a key of tomorrow': [1, { two: null }] },
  },
];
