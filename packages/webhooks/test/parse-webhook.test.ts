import fc from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';
import {
  MalformedWebhookError,
  type MissingWebhookFields,
  parseWebhook,
  UnknownWebhookEventError,
  WebhookError,
  type WebhookPayloads,
  WebhookTooLargeError,
  webhookSchemas,
} from '../src/index.js';
import { contractExamples, exampleOf } from './contract-examples.js';

function failureOf(body: unknown, options?: { maxBytes?: number }): unknown {
  try {
    return parseWebhook(body, options);
  } catch (error) {
    return error;
  }
}

describe('valid payloads', () => {
  test('22 events are known, three of them by two names', () => {
    expect(contractExamples()).toHaveLength(22);
    expect(Object.keys(webhookSchemas)).toHaveLength(25);
  });

  test.each(contractExamples())(
    '%s is returned unchanged, whether text, bytes or parsed JSON',
    (_, example) => {
      const text = JSON.stringify(example);
      for (const body of [text, new TextEncoder().encode(text), Buffer.from(text), example]) {
        expect(parseWebhook(body)).toEqual(example);
      }
    },
  );

  test('time logs are accepted by either event name', () => {
    const example = exampleOf('card_time_log:add');
    const webhook = parseWebhook({ ...example, event: 'timelog:add' });
    expect(webhook).toEqual({ ...example, event: 'timelog:add' });
  });

  test('unknown properties, unknown enum values and unusual formats are accepted', () => {
    const example = exampleOf('card:add');
    Object.assign(example.data, { state: 77, created: 'yesterday', brandNew: { a: [1] } });
    expect(parseWebhook({ ...example, sent: true })).toEqual({ ...example, sent: true });
  });

  test('any property can change, also to null', () => {
    const example = exampleOf('card:update');
    example.data.changes = { due_date: null, size: 3, more: 'new' };
    expect(parseWebhook(example)).toEqual(example);
    example.data.changes = {};
    expect(parseWebhook(example)).toEqual(example);
  });

  test('the event name narrows the type', () => {
    const webhook = parseWebhook(exampleOf('card:add'));
    expectTypeOf(webhook).toEqualTypeOf<WebhookPayloads[keyof WebhookPayloads]>();
    if (webhook.event === 'card:add') {
      expectTypeOf(webhook.data.id).toEqualTypeOf<number>();
      expectTypeOf(webhook.data.title).toEqualTypeOf<string | undefined>();
    }
    if (webhook.event === 'timelog:update') {
      expectTypeOf(webhook.data.old.card_id).toEqualTypeOf<number>();
    }
    expect(webhook.event).toBe('card:add');
  });
});

describe('rejected payloads', () => {
  test.each(['card:delete', 'CARD:ADD', '', 'constructor', '__proto__', 'toString'])(
    'the event %j, by its name',
    (event) => {
      const failure = failureOf(JSON.stringify({ event, data: {} }));
      expect(failure).toBeInstanceOf(UnknownWebhookEventError);
      expect(failure).toMatchObject({ event, status: 422 });
      expect((failure as Error).message).toContain(JSON.stringify(event));
    },
  );

  test('a long event name is shortened in the message only', () => {
    const event = 'x'.repeat(100_000);
    const failure = failureOf({ event }) as UnknownWebhookEventError;
    expect(failure.event).toBe(event);
    expect(failure.message.length).toBeLessThan(200);
  });

  test.each<[string, unknown]>([
    ['the body is empty', ''],
    ['the body is empty', ' \n'],
    ['the body is not JSON', '{"event":'],
    ['the body is not JSON', 'event=card%3Aadd'],
    ['the body is not UTF-8', new Uint8Array([0x22, 0xff, 0x22])],
    ['the body is not an object', '[]'],
    ['the body is not an object', 'null'],
    ['the body is not an object', undefined],
    ['event: must be the name of an event', '{}'],
    ['event: must be the name of an event', { event: 7 }],
  ])('%s: %j', (message, body) => {
    const failure = failureOf(body);
    expect(failure).toBeInstanceOf(MalformedWebhookError);
    expect(failure).toMatchObject({ message: `The webhook is malformed: ${message}`, status: 400 });
  });

  test('the issue names the invalid property', () => {
    const example = exampleOf('card:update');
    const { old } = example.data as { old: Record<string, unknown> };
    old.id = '731204';
    old.title = 7;
    const failure = failureOf(example) as MalformedWebhookError;
    expect(failure).toBeInstanceOf(MalformedWebhookError);
    expect(failure.issues.map(({ path }) => path)).toEqual(['data.old.id', 'data.old.title']);
    expect(failure.message).toContain('data.old.id: ');
  });

  test('a payload that belongs to another event', () => {
    const failure = failureOf({ ...exampleOf('card:update'), event: 'tag:add' });
    expect((failure as MalformedWebhookError).issues.map(({ path }) => path)).toContain('data.id');
  });

  test('nesting that overflows the stack', () => {
    const example = exampleOf('board:add');
    const deep = `${'{"subcolumns":['.repeat(60_000)}${']}'.repeat(60_000)}`;
    const body = JSON.stringify(example).replace('"subcolumns":[]', `"subcolumns":[${deep}]`);
    expect(failureOf(body)).toBeInstanceOf(MalformedWebhookError);
  });

  test('too many invalid values, before they exhaust the memory', () => {
    const flood = `{"event":"board:add","data":{"columns":[${'{},'.repeat(300_000)}{}]}}`;
    expect(failureOf(flood)).toMatchObject({
      name: 'MalformedWebhookError',
      issues: [{ message: 'the body has more than 10000 values' }],
    });
    const many = `{"event":"board:add","data":{"id":1,"columns":[${'{},'.repeat(5_000)}{}]}}`;
    const failure = failureOf(many) as MalformedWebhookError;
    expect(failure.issues).toHaveLength(100);
    expect(failure.message).toMatch(/; and more$/);
  });

  test('objects whose getters throw', () => {
    const example = exampleOf('tag:remove');
    Object.defineProperty(example.data, 'id', {
      enumerable: true,
      get: () => {
        throw new Error('no');
      },
    });
    expect(failureOf(example)).toBeInstanceOf(MalformedWebhookError);
    const circle: Record<string, unknown> = exampleOf('card:add') as never;
    circle.self = circle;
    expect(failureOf(circle)).toBeInstanceOf(MalformedWebhookError);
  });
});

describe('missing properties', () => {
  const reportOf = (body: unknown) => {
    const reports: MissingWebhookFields[] = [];
    const webhook = parseWebhook(body, { onMissing: (missing) => reports.push(missing) });
    return { reports, webhook };
  };

  test.each(contractExamples())('the example of %s lacks none', (_, example) => {
    expect(reportOf(example).reports).toEqual([]);
  });

  test('are reported, and the payload is returned', () => {
    const example = exampleOf('card:update');
    const { old } = example.data as { old: Record<string, unknown> };
    delete old.title;
    delete example.data.author;
    const { reports, webhook } = reportOf(JSON.stringify(example));
    expect(reports).toEqual([{ event: 'card:update', fields: ['data.old.title', 'data.author'] }]);
    expect(webhook).toEqual(example);
  });

  test('are reported with the event name of the payload', () => {
    const { comment: _, ...data } = exampleOf('card_time_log:add').data;
    const { reports } = reportOf({ event: 'timelog:add', data });
    expect(reports).toEqual([{ event: 'timelog:add', fields: ['data.comment'] }]);
  });

  test('are all that were removed, whichever properties other than ids', () => {
    const { id, ...rest } = exampleOf('comment:add').data;
    const { card_id, author: _, ...fields } = rest;
    fc.assert(
      fc.property(fc.subarray(Object.keys(fields)), (left) => {
        const data = Object.fromEntries(
          Object.entries(rest).filter(([key]) => !left.includes(key)),
        );
        const { reports } = reportOf({ event: 'comment:add', data: { id, ...data } });
        const missing = left.map((key) => `data.${key}`);
        expect(reports.flatMap(({ fields }) => fields).sort()).toEqual(missing.sort());
        expect(reports).toHaveLength(left.length > 0 ? 1 : 0);
      }),
    );
    expect(card_id).toBeTypeOf('number');
  });

  test.each<[string, string]>([
    ['card:add', 'id'],
    ['comment:add', 'card_id'],
    ['card_time_log:add', 'card_id'],
    ['card_member:remove', 'user_id'],
    ['card:update', 'old'],
  ])('%s without the required %s is rejected', (event, field) => {
    const { [field]: _, ...data } = exampleOf(event).data;
    const failure = failureOf({ event, data }) as MalformedWebhookError;
    expect(failure.issues.map(({ path }) => path)).toEqual([`data.${field}`]);
  });

  test('a payload recorded in 2026 is valid', () => {
    const old = {
      id: 59_682_997,
      uid: '5c6a6db9-db3f-470a-8130-44cf9ed836aa',
      locked: null,
      source: 'app',
    };
    const data = { old, changes: { version: 90, properties: { id_529638: 5 } }, author: { id: 7 } };
    expect(parseWebhook({ event: 'card:update', data })).toEqual({ event: 'card:update', data });
  });
});

describe('maxBytes', () => {
  const text = JSON.stringify({ ...exampleOf('tag:remove'), note: 'ж'.repeat(50) });
  const bytes = new TextEncoder().encode(text);

  test('counts bytes, whether the body is text or bytes', () => {
    for (const body of [text, bytes]) {
      expect(failureOf(body, { maxBytes: bytes.byteLength })).toMatchObject({
        event: 'tag:remove',
      });
      const failure = failureOf(body, { maxBytes: bytes.byteLength - 1 });
      expect(failure).toBeInstanceOf(WebhookTooLargeError);
      expect(failure).toMatchObject({ status: 413, maxBytes: bytes.byteLength - 1 });
    }
  });

  test('defaults to 1 MiB', () => {
    const ofSize = (size: number) => text.padEnd(text.length + size - bytes.byteLength);
    expect(failureOf(ofSize(1_048_576))).toMatchObject({ event: 'tag:remove' });
    expect(failureOf(ofSize(1_048_577))).toBeInstanceOf(WebhookTooLargeError);
  });

  test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('cannot be %d', (maxBytes) => {
    expect(failureOf(text, { maxBytes })).toBeInstanceOf(RangeError);
  });
});

describe('only WebhookErrors are thrown', () => {
  const events = Object.keys(webhookSchemas);
  const isFine = (body: unknown) => {
    const outcome = failureOf(body);
    return !(outcome instanceof Error) || outcome instanceof WebhookError;
  };

  test('for any text, bytes or value', () => {
    const body = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json(),
      fc.uint8Array(),
      fc.anything({ withNullPrototype: true, withSparseArray: true }),
    );
    fc.assert(fc.property(body, isFine), { numRuns: 1000 });
  });

  test('for any data of a known event', () => {
    const body = fc.record({ event: fc.constantFrom(...events), data: fc.anything() });
    fc.assert(fc.property(body, isFine), { numRuns: 1000 });
  });

  test('for an example with any value at any path', () => {
    const example = fc.constantFrom(...contractExamples().map(([, value]) => value));
    const change = fc.tuple(example, fc.nat(), fc.anything());
    fc.assert(
      fc.property(change, ([value, place, other]) => isFine(withOther(value, place, other))),
      { numRuns: 1000 },
    );
  });
});

/** A copy in which the value at one place, counted in order, is another. */
function withOther(example: object, place: number, other: unknown): unknown {
  const copy = structuredClone(example);
  const places: (() => void)[] = [];
  const visit = (holder: Record<string, unknown>): void => {
    for (const [key, value] of Object.entries(holder)) {
      places.push(() => {
        holder[key] = other;
      });
      if (typeof value === 'object' && value !== null) visit(value as Record<string, unknown>);
    }
  };
  visit(copy as Record<string, unknown>);
  places[place % places.length]?.();
  return copy;
}
