import { describe, expect, test } from 'vitest';
import { prettifyError, type ZodType } from 'zod';
import * as validators from '../src/index.js';
import { answers } from './answers.js';

const examples = answers.map(
  ({ operationId, validator, example }) => [operationId, validator, example] as const,
);

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

const exampleOf = (operationId: string) => examples.find(([id]) => id === operationId)?.[2];

test('there are examples to test with', () => {
  expect(examples.length).toBeGreaterThanOrEqual(20);
});

describe.each(examples)('the answer to %s', (_, validator, example) => {
  test('passes as it is, and is not copied', () => {
    expect(parsed(validator, example)).toBe(example);
  });

  test('keeps what the contract does not know', () => {
    const extended = withUnknownKeys(example);
    expect(parsed(validator, extended)).toEqual(extended);
  });
});

describe('the answer with an iteration', () => {
  const iteration = exampleOf('createIteration') as Record<string, unknown>;

  test('keeps codes that the contract does not know', () => {
    const paused = { ...iteration, status: 'paused' };
    expect(parsed(validators.zCreateIterationResponse, paused)).toEqual(paused);
  });

  test('may have null where the contract says so, and nowhere else', () => {
    const nulls = { goal: null, start_date: null, finish_date: null, actual_finish_date: null };
    const empty = { ...iteration, ...nulls, moved_cards: null };
    expect(parsed(validators.zCreateIterationResponse, empty)).toEqual(empty);
    expect(() =>
      parsed(validators.zCreateIterationResponse, { ...iteration, title: null }),
    ).toThrow('→ at title');
  });

  test('is not refused for a format that documents', () => {
    const odd = { ...iteration, id: 'not a uuid', created: 'yesterday' };
    expect(parsed(validators.zCreateIterationResponse, odd)).toEqual(odd);
  });

  test('is refused where a key is missing or of another type', () => {
    const { title: _, ...untitled } = iteration;
    expect(() => parsed(validators.zCreateIterationResponse, untitled)).toThrow('→ at title');
    expect(() =>
      parsed(validators.zCreateIterationResponse, { ...iteration, sort_order: 'first' }),
    ).toThrow('→ at sort_order');
  });
});

function parsed(validator: ZodType, value: unknown): unknown {
  const { data, error } = validator.safeParse(value);
  if (error) throw new Error(prettifyError(error));
  return data;
}

/** A copy with an additional property in every nested object. In a map, it is an entry. */
function withUnknownKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withUnknownKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, withUnknownKeys(item)]);
  const extended = Object.fromEntries(entries);
  return isMap(value) ? extended : { ...extended, 'a key of tomorrow': [1, { two: null }] };
}

function isMap(value: object): boolean {
  const keys = Object.keys(value);
  return keys.length > 0 && keys.every((key) => UUID.test(key));
}
