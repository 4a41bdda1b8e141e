import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { Json, JsonObject } from '../openapi/json.ts';
import { manyPaths, sampleOperation, sampleSpec } from '../testing/sample-spec.ts';
import { SpecRejectedError } from './failures.ts';
import { parseSpec } from './parse-spec.ts';

const URL = 'https://example.com/openapi.json';

function parse(body: string | Buffer, operations = 2000): Promise<JsonObject> {
  const bytes = Buffer.from(body);
  const contentType = 'text/plain';
  const answer = { bytes, contentType, etag: null, finalUrl: URL, lastModified: null };
  return parseSpec({ kind: 'document', ...answer }, { operations });
}

async function refusalOf(body: string | Buffer, operations?: number): Promise<string> {
  const failure = await parse(body, operations).then(
    () => new Error('it was accepted'),
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(SpecRejectedError);
  const { message, problems } = failure as SpecRejectedError;
  expect(message).toContain(`${URL} (${Buffer.from(body).byteLength.toLocaleString('en-US')} byte`);
  expect(message).toContain(', text/plain)');
  expect(problems.every(({ file }) => file === URL)).toBe(true);
  return [message, ...problems.map((problem) => problem.message)].join('\n');
}

function withWidget(schema: Json): string {
  return JSON.stringify({ ...sampleSpec(), components: { schemas: { Widget: schema } } });
}

describe('accepts', () => {
  it.each(['3.0.3', '3.1.1', '3.2.0'])('OpenAPI %s in JSON', async (openapi) => {
    const spec = { ...sampleSpec(), openapi };
    expect(await parse(JSON.stringify(spec))).toEqual(spec);
  });

  it('YAML, regardless of the file name', async () => {
    expect(await parse(stringify(sampleSpec()))).toEqual(sampleSpec());
  });

  it('a byte order mark', async () => {
    expect(await parse(`\ufeff${JSON.stringify(sampleSpec())}`)).toEqual(sampleSpec());
  });

  it('aliases of YAML as separate copies', async () => {
    const text = stringify(sampleSpec({}), { aliasDuplicateObjects: false });
    const document = await parse(`${text}x-a: &a\n  b: 1\nx-c: *a\n`);
    expect(document['x-c']).toEqual({ b: 1 });
    expect(document['x-c']).not.toBe(document['x-a']);
  });

  it('5,000 operations if the limit allows them', async () => {
    const document = await parse(JSON.stringify(sampleSpec(manyPaths(5000))), 5000);
    expect(Object.keys(document.paths as JsonObject)).toHaveLength(5000);
  });
});

describe('rejects what is not a document:', () => {
  it.each<[string, string | Buffer, string]>([
    ['nothing', '', 'is empty'],
    ['blanks', ' \n', 'is empty'],
    [
      'a page',
      '<!DOCTYPE html>\n<html>Sorry',
      'an HTML or XML page, not a spec: <!DOCTYPE html> <html>',
    ],
    ['XML', '<?xml version="1.0"?><Error/>', 'an HTML or XML page, not a spec: <?xml version'],
    ['text', 'upstream is asleep', 'this is text: "upstream is asleep"'],
    ['broken text', 'error: a: b', 'cannot be parsed: Nested mappings are not allowed'],
    [
      'JSON that is cut off',
      '{"openapi": "3.0.3", "pa',
      'cannot be parsed, and looks truncated: U',
    ],
    ['broken JSON', '{"openapi": }', 'cannot be parsed: Unexpected token'],
    ['binary', Buffer.from([0x89, 0x50, 0xff, 0xfe]), 'is not text in UTF-8'],
    ['aliases without end', '&a [*a]', 'cannot be parsed: '],
    ['a bomb of aliases', bomb(), 'cannot be parsed: Excessive alias count'],
  ])('%s', async (_, body, reason) => {
    expect(await refusalOf(body)).toContain(reason);
  });

  it('and prints no control characters', async () => {
    expect(await refusalOf('{"\u001b[31m": \u0007}')).not.toMatch(/[^\P{C}\n]/u);
  });
});

describe('rejects what is not OpenAPI 3:', () => {
  it.each<[string, Json, string]>([
    ['a list', [], 'this is an array'],
    [
      'some other JSON',
      { error: 'gone' },
      'no OpenAPI document: an object with the top-level keys "error"',
    ],
    ['Swagger 2.0', { swagger: '2.0', info: {}, paths: {} }, 'this is Swagger 2.0'],
    ['OpenAPI 4', { ...sampleSpec(), openapi: '4.0.0' }, 'this is OpenAPI "4.0.0"'],
    ['OpenAPI without paths', { openapi: '3.0.3', info: { title: 'a', version: '1' } }, 'paths'],
    ['an operation without responses', sampleSpec({ '/a': { get: {} } }), 'responses'],
  ])('%s', async (_, document, reason) => {
    expect(await refusalOf(JSON.stringify(document))).toContain(reason);
  });
});

describe('rejects what is unsafe for tools:', () => {
  it.each<[string, string, string]>([
    ['a circle', withWidget({ $ref: '#/components/schemas/Widget' }), 'go round in a circle'],
    [
      'a dangling reference',
      withWidget({ items: { $ref: '#/components/schemas/No' } }),
      'does not resolve',
    ],
    [
      'a reference to a file',
      withWidget({ $ref: './widget.json' }),
      'not a reference inside this document',
    ],
    [
      'a reference to a URL',
      withWidget({ $ref: 'https://example.com/a' }),
      'not a reference inside this document',
    ],
    ['__proto__', withWidget({}).replace('"Widget":', '"__proto__":'), '__proto__'],
    ['depth', deepSpec(), 'nested more than'],
    [
      'an operationId used twice',
      JSON.stringify(
        sampleSpec({ '/a': { get: sampleOperation('a'), put: sampleOperation('a') } }),
      ),
      'operationId "a" is also at',
    ],
  ])('%s', async (_, body, reason) => {
    expect(await refusalOf(body)).toContain(reason);
  });

  it('and shows no control characters of it', async () => {
    expect(await refusalOf('{"\u001b[31m": \u0007}')).not.toMatch(/[^\P{C}\n]/u);
  });
});

describe('refuses what is no OpenAPI 3:', () => {
  it.each<[string, Json, string]>([
    ['a list', [], 'this is an array'],
    [
      'some other JSON',
      { error: 'gone' },
      'no OpenAPI document: an object with the top-level keys "error"',
    ],
    ['Swagger 2.0', { swagger: '2.0', info: {}, paths: {} }, 'this is Swagger 2.0'],
    ['OpenAPI 4', { ...sampleSpec(), openapi: '4.0.0' }, 'this is OpenAPI "4.0.0"'],
    ['OpenAPI without paths', { openapi: '3.0.3', info: { title: 'a', version: '1' } }, 'paths'],
    ['an operation without answers', sampleSpec({ '/a': { get: {} } }), 'responses'],
  ])('%s', async (_, document, reason) => {
    expect(await refusalOf(JSON.stringify(document))).toContain(reason);
  });
});

describe('refuses what tools must not read:', () => {
  it.each<[string, string, string]>([
    ['a circle', withWidget({ $ref: '#/components/schemas/Widget' }), 'go round in a circle'],
    [
      'a dangling reference',
      withWidget({ items: { $ref: '#/components/schemas/No' } }),
      'does not resolve',
    ],
    [
      'a reference to a file',
      withWidget({ $ref: './widget.json' }),
      'not a reference inside this document',
    ],
    [
      'a reference to a URL',
      withWidget({ $ref: 'https://example.com/a' }),
      'not a reference inside this document',
    ],
    ['__proto__', withWidget({}).replace('"Widget":', '"__proto__":'), '__proto__'],
    ['depth', deepSpec(), 'nested more than'],
    [
      'an operationId used twice',
      JSON.stringify(
        sampleSpec({ '/a': { get: sampleOperation('a'), put: sampleOperation('a') } }),
      ),
      'operationId "a" is also at',
    ],
  ])('%s', async (_, body, reason) => {
    expect(await refusalOf(body)).toContain(reason);
  });

  it('5,000 operations if the limit is 2,000', async () => {
    expect(await refusalOf(JSON.stringify(sampleSpec(manyPaths(5000))))).toContain(
      '5,000 operations, the limit is 2,000 operations',
    );
  });
});

function deepSpec(): string {
  return withWidget('deep').replace('"deep"', `${'[{"a":'.repeat(2e4)}1${'}]'.repeat(2e4)}`);
}

function bomb(): string {
  const level = (n: number) =>
    `l${n}: &l${n} [${Array(10)
      .fill(`*l${n - 1}`)
      .join(', ')}]`;
  return ['l0: &l0 boom', ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map(level)].join('\n');
}
