import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkWebhookSecret, WebhookSecretError } from '../src/index.js';

describe('checkWebhookSecret', () => {
  test('takes what is expected, or any of it', async () => {
    await expect(checkWebhookSecret('new', 'new')).resolves.toBeUndefined();
    await expect(checkWebhookSecret('old', ['new', 'old'])).resolves.toBeUndefined();
  });

  test('refuses everything else', async () => {
    const pair = fc.tuple(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'binary', minLength: 1 }),
    );
    await fc.assert(
      fc.asyncProperty(pair, async ([given, expected]) => {
        // Half a character becomes another one when it is encoded.
        fc.pre(given.toWellFormed() !== expected.toWellFormed());
        await expect(checkWebhookSecret(given, expected)).rejects.toThrow(WebhookSecretError);
      }),
    );
  });

  test.each([null, undefined, ''])('refuses %j', async (given) => {
    await expect(checkWebhookSecret(given, 'new')).rejects.toThrow(WebhookSecretError);
  });

  test.each([
    ['', ''],
    [[], ''],
    [['new', ''], ''],
    [undefined, ''],
  ])('tells that %j is no secret, instead of taking everything', async (expected, given) => {
    await expect(checkWebhookSecret(given, expected as string)).rejects.toThrow(TypeError);
  });
});
