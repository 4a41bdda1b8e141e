import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkWebhookSecret, WebhookSecretError } from '../src/index.js';

describe('checkWebhookSecret', () => {
  test('accepts the expected secret, or any in the list', async () => {
    await expect(checkWebhookSecret('new', 'new')).resolves.toBeUndefined();
    await expect(checkWebhookSecret('old', ['new', 'old'])).resolves.toBeUndefined();
  });

  test('rejects any other text', async () => {
    const pair = fc.tuple(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'binary', minLength: 1 }),
    );
    await fc.assert(
      fc.asyncProperty(pair, async ([given, expected]) => {
        // The encoder replaces lone surrogates.
        fc.pre(given.toWellFormed() !== expected.toWellFormed());
        await expect(checkWebhookSecret(given, expected)).rejects.toThrow(WebhookSecretError);
      }),
    );
  });

  test.each([null, undefined, ''])('rejects %j', async (given) => {
    await expect(checkWebhookSecret(given, 'new')).rejects.toThrow(WebhookSecretError);
  });

  test.each([
    ['', ''],
    [[], ''],
    [['new', ''], ''],
    [undefined, ''],
  ])(
    'throws a TypeError for the invalid secret %j instead of accepting any request',
    async (expected, given) => {
      await expect(checkWebhookSecret(given, expected as string)).rejects.toThrow(TypeError);
    },
  );
});
