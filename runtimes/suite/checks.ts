import { getCard } from '@kaiten-sdk/client';
import { parseWebhook, receiveWebhook, WebhookError } from '@kaiten-sdk/webhooks';
import { validators } from '@kaiten-sdk/zod/validators';
import {
  isAbortError,
  isApiError,
  isAuthenticationError,
  isConnectionError,
  isKaitenError,
  isNotFoundError,
  isPermissionError,
  isQueueFullError,
  isRateLimitError,
  isServerError,
  isTimeoutError,
  isValidationError,
  KaitenError,
  NotFoundError,
  positionOf,
  type UploadProgress,
  type ValidationFinding,
} from 'kaiten-sdk';
import { createTransport } from 'kaiten-sdk/transport';
import { listProjects } from 'kaiten-sdk/undocumented';
import { type Check, type Connect, equal, failure, ok, type Session, TOKEN } from './check.ts';

const once = { retry: false } as const;

/** Written with Web APIs only, since they run in every runtime. */
export const CHECKS: readonly Check[] = [
  // Calls
  check('GET sends query and token', async (connect) => {
    const { kaiten, received } = connect('tags');
    await kaiten.tags.list({ limit: 7 });
    const [request] = await received();
    equal(request?.method, 'GET');
    equal(request?.url, '/tags?limit=7&offset=0');
    equal(request?.headers.authorization, `Bearer ${TOKEN}`);
  }),
  check('GET returns the parsed response', async (connect) => {
    const card = await connect('echo').kaiten.cards.get({ card_id: 5 });
    equal(card.id, 1);
  }),
  check('POST sends JSON', async (connect) => {
    const { kaiten, received } = connect('echo');
    await kaiten.cards.create({ board_id: 9, title: 'Оплата ✓' });
    const [request] = await received();
    equal(request?.method, 'POST');
    equal(request?.headers['content-type'], 'application/json');
    equal(JSON.parse(request?.body ?? ''), { board_id: 9, title: 'Оплата ✓' });
  }),
  check('PATCH sends JSON', async (connect) => {
    const { kaiten, received } = connect('echo');
    await kaiten.cards.update({ card_id: 5, title: 'New' });
    const [request] = await received();
    equal([request?.method, request?.url], ['PATCH', '/cards/5']);
    equal(request?.body, '{"title":"New"}');
  }),
  check('DELETE with an empty response', async (connect) => {
    const { kaiten, received } = connect('empty');
    equal(await kaiten.columns.delete({ board_id: 1, id: 2 }), undefined);
    equal((await received())[0]?.method, 'DELETE');
  }),
  check('withResponse returns status and headers', async (connect) => {
    const { response, attempts } = await connect('echo')
      .kaiten.cards.get({ card_id: 5 })
      .withResponse();
    equal([response.status, response.headers.get('content-type')], [200, 'application/json']);
    equal(attempts.length, 1);
  }),
  check('request sends a call that is not in the contract', async (connect) => {
    const { kaiten, received } = connect('echo');
    await kaiten.request('PUT', '/new', { query: { a: 1 }, body: { b: 2 } });
    const [request] = await received();
    equal([request?.method, request?.url, request?.body], ['PUT', '/new?a=1', '{"b":2}']);
  }),
  check('own headers are sent', async (connect) => {
    const { kaiten, received } = connect('echo', { headers: { 'x-suite': 'a' } });
    await kaiten.cards.get({ card_id: 5 }, { headers: { 'x-call': 'b' } });
    const [request] = await received();
    equal([request?.headers['x-suite'], request?.headers['x-call']], ['a', 'b']);
  }),
  check('a token function is called for each attempt', async (connect) => {
    let count = 0;
    const { kaiten, received } = connect('flaky', { token: async () => `token-${++count}` });
    await kaiten.cards.get({ card_id: 5 });
    const sent = (await received()).map(({ headers }) => headers.authorization);
    equal(sent, ['Bearer token-1', 'Bearer token-2']);
  }),
  check('createTransport with one operation', async (connect) => {
    const { baseUrl } = connect('echo');
    const client = createTransport({ baseUrl, token: TOKEN });
    const { data } = await getCard({ client, path: { card_id: 5 } });
    equal(data.id, 1);
  }),
  check('undocumented operations', async (connect) => {
    const { kaiten, received } = connect('echo');
    await listProjects({ client: kaiten.client });
    equal((await received()).length, 1);
  }),

  // Lists
  check('a list iterates over all pages', async (connect) => {
    const ids: number[] = [];
    for await (const { id } of connect('list').kaiten.cards.list()) ids.push(id);
    equal(ids.length, 250);
    equal(new Set(ids).size, 250);
  }),
  check('toArray returns a complete list', async (connect) => {
    const cards = await connect('list').kaiten.cards.list().toArray({ max: 1_000 });
    equal([cards.length, cards.complete], [250, true]);
  }),
  check('an awaited list is its first page', async (connect) => {
    const { kaiten, received } = connect('list');
    equal((await kaiten.cards.list()).length, 100);
    equal((await received()).length, 1);
  }),
  check('leaving a list stops its requests', async (connect) => {
    const { kaiten, received } = connect('list');
    for await (const _ of kaiten.cards.list({}, { readAhead: 1 })) break;
    ok((await received()).length < 3, 'all pages were requested');
  }),
  check('a list continues after a failed page', async (connect) => {
    const { kaiten } = connect('list-broken', { retry: false });
    const ids = new Set<number>();
    const read = async (from?: ReturnType<typeof positionOf>) => {
      const options = { readAhead: 1, ...(from && { from }) };
      for await (const { id } of kaiten.cards.list({}, options)) ids.add(id);
    };
    const error = await failure(read());
    await read(positionOf(error));
    equal(ids.size, 250);
  }),

  // Limit and retries
  check('a 429 is waited for and repeated', async (connect) => {
    const { kaiten, received } = connect('busy', { rateLimit: {} });
    const card = await kaiten.cards.create({ board_id: 1, title: 'x' });
    equal(card.id, 1);
    equal((await received()).length, 2);
  }),
  check('a 429 without retries is a RateLimitError', async (connect) => {
    const error = await failure(connect('busy').kaiten.cards.get({ card_id: 5 }, once));
    ok(isRateLimitError(error), `it is ${error}`);
  }),
  check('the rate limit spreads calls over time', async (connect) => {
    const waits: number[] = [];
    const hooks = { onWait: ({ wait }: { wait: number }) => void waits.push(wait) };
    const { kaiten, received } = connect('echo', { rateLimit: { limit: 5 }, hooks });
    await Promise.all([1, 2, 3, 4, 5, 6].map((card_id) => kaiten.cards.get({ card_id })));
    equal((await received()).length, 6);
    ok(waits.length > 0, 'no call waited');
  }),
  check('a full queue refuses calls', async (connect) => {
    const { kaiten } = connect('echo', { rateLimit: { limit: 1, window: 200, maxQueued: 1 } });
    const calls = [1, 2, 3, 4].map((card_id) => failure(kaiten.cards.get({ card_id })));
    ok((await Promise.all(calls)).some(isQueueFullError), 'no call was refused');
  }),
  check('a read is repeated after 503', async (connect) => {
    const { kaiten, received } = connect('flaky');
    equal((await kaiten.cards.get({ card_id: 5 })).id, 1);
    equal((await received()).length, 2);
  }),
  check('a write is not repeated after 503', async (connect) => {
    const { kaiten, received } = connect('flaky');
    const error = await failure(kaiten.cards.create({ board_id: 1, title: 'x' }));
    ok(isServerError(error), `it is ${error}`);
    equal((await received()).length, 1);
  }),

  // Errors
  check('statuses are error classes', async (connect) => {
    const reasons = [
      [401, isAuthenticationError],
      [403, isPermissionError],
      [404, isNotFoundError],
      [500, isServerError],
    ] as const;
    for (const [status, guard] of reasons) {
      const error = await failure(
        connect(`status-${status}`).kaiten.cards.get({ card_id: 5 }, once),
      );
      ok(guard(error) && isApiError(error) && isKaitenError(error), `${status} is ${error}`);
      equal(error.status, status);
    }
  }),
  check('errors are instances of their classes', async (connect) => {
    const error = await failure(connect('status-404').kaiten.cards.get({ card_id: 5 }));
    ok(
      error instanceof NotFoundError && error instanceof KaitenError && error instanceof Error,
      `${error}`,
    );
    equal([error.serverMessage, error.operationId], ['status 404', 'getCard']);
  }),
  check('a lost connection is a ConnectionError', async (connect) => {
    const error = await failure(connect('cut').kaiten.cards.get({ card_id: 5 }, once));
    ok(isConnectionError(error), `it is ${error}`);
  }),
  check('an incomplete response is a ConnectionError', async (connect) => {
    const error = await failure(connect('cut-body').kaiten.cards.get({ card_id: 5 }, once));
    ok(isConnectionError(error), `it is ${error}`);
  }),
  check('errors do not contain the token', async (connect) => {
    const error = await failure(connect('leak').kaiten.cards.get({ card_id: 5 }, once));
    const shown = JSON.stringify(error) + String(error) + error.stack;
    ok(!shown.includes(TOKEN), 'the token is in the error');
  }),

  // Time
  check('a signal aborts a call in flight', async (connect) => {
    const abort = new AbortController();
    const call = failure(
      connect('silent').kaiten.cards.get({ card_id: 5 }, { signal: abort.signal }),
    );
    setTimeout(() => abort.abort(), 50);
    const error = await call;
    ok(isAbortError(error), `it is ${error}`);
  }),
  check('an aborted signal sends nothing', async (connect) => {
    const { kaiten, received } = connect('echo');
    const error = await failure(kaiten.cards.get({ card_id: 5 }, { signal: AbortSignal.abort() }));
    ok(isAbortError(error), `it is ${error}`);
    equal(await received(), []);
  }),
  check('a timeout ends an attempt', async (connect) => {
    const call = connect('silent').kaiten.cards.get({ card_id: 5 }, { ...once, timeout: 100 });
    const error = await failure(call);
    ok(isTimeoutError(error), `it is ${error}`);
  }),
  check('a deadline ends a call', async (connect) => {
    const error = await failure(
      connect('silent').kaiten.cards.get({ card_id: 5 }, { deadline: 200 }),
    );
    ok(isTimeoutError(error), `it is ${error}`);
  }),

  // Files
  check('upload of a File', async (connect) => {
    const { kaiten, received } = connect('upload');
    const file = new File(['text of the file'], 'отчёт.txt', { type: 'text/plain' });
    await upload(kaiten, file);
    equal(await formOf(received), { file: 'отчёт.txt text/plain text of the file' });
  }),
  check('upload of a Blob without a name', async (connect) => {
    const { kaiten, received } = connect('upload');
    await upload(kaiten, new Blob(['blob'], { type: 'text/plain' }));
    equal(await formOf(received), { file: 'blob text/plain blob' });
  }),
  check('upload with progress', async (connect) => {
    const { kaiten, received } = connect('upload');
    const events: UploadProgress[] = [];
    const file = new File(['x'.repeat(300_000)], 'a.bin', { type: 'text/plain' });
    await upload(kaiten, file, (event) => events.push(event));
    const form = await formOf(received);
    equal(form?.file?.length, 'a.bin text/plain '.length + 300_000);
    const last = events.at(-1);
    ok(last && last.sent > 300_000 && last.sent === last.total, `it is ${JSON.stringify(last)}`);
  }),
  check('upload of a stream', async (connect) => {
    const { kaiten, received } = connect('upload');
    const stream = new Blob(['streamed']).stream();
    await upload(kaiten, { stream, name: 's.txt', type: 'text/plain', size: 8 });
    equal(await formOf(received), { file: 's.txt text/plain streamed' });
  }),
  check('upload of a stream of unknown size', async (connect) => {
    const { kaiten, received } = connect('upload');
    const stream = new Blob(['streamed']).stream();
    await upload(kaiten, { stream, name: 's.txt', type: 'text/plain' });
    equal(await formOf(received), { file: 's.txt text/plain streamed' });
  }),
  check('a value that is not a file is refused', async (connect) => {
    const { kaiten, received } = connect('upload');
    const error = await failure(
      Promise.resolve().then(() => upload(kaiten, 'report.pdf' as never)),
    );
    equal(error.name, 'TypeError');
    equal(await received(), []);
  }),
  check('download as a stream', async (connect) => {
    const { kaiten, baseUrl } = connect('file');
    const response = await kaiten.download(`${baseUrl}/files/big.bin`);
    ok(response.body, 'the response has no body');
    let size = 0;
    const reader = response.body.getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      size += part.value.byteLength;
    }
    equal(size, 1_000_000);
  }),
  check('download as bytes', async (connect) => {
    const { kaiten, baseUrl } = connect('file');
    const response = await kaiten.download(`${baseUrl}/files/big.bin`);
    const bytes = new Uint8Array(await response.arrayBuffer());
    equal([bytes.length, bytes[255], bytes[999_999]], [1_000_000, 255, 999_999 % 256]);
  }),
  check('a download that breaks off is a ConnectionError', async (connect) => {
    const { kaiten, baseUrl } = connect('file');
    const error = await failure(
      kaiten.download(`${baseUrl}/files/cut.bin`).then((response) => response.arrayBuffer()),
    );
    ok(isConnectionError(error), `it is ${error}`);
  }),
  check('download follows a redirect', async (connect) => {
    const { kaiten, baseUrl } = connect('file');
    const response = await kaiten.download(`${baseUrl}/files/moved.bin`);
    equal((await response.arrayBuffer()).byteLength, 1_000_000);
  }),

  // Validation
  check("'strict' refuses an invalid request", async (connect) => {
    const { kaiten, received } = connect('echo', { validate: 'strict', validators });
    const error = await failure(kaiten.cards.create({ board_id: 1, title: true as never }));
    ok(isValidationError(error), `it is ${error}`);
    equal(error.issues[0]?.path, 'body.title');
    equal(await received(), []);
  }),
  check("'strict' accepts a valid call", async (connect) => {
    const { kaiten } = connect('tags', { validate: 'strict', validators });
    equal((await kaiten.tags.list({ limit: 5 })).length, 1);
  }),
  check("'strict' refuses an invalid response", async (connect) => {
    const { kaiten } = connect('tags-broken', { validate: 'strict', validators });
    const error = await failure(kaiten.tags.list());
    ok(isValidationError(error), `it is ${error}`);
    equal([error.direction, error.issues[0]?.path], ['response', 'response[0].name']);
  }),
  check("'report' reports and continues", async (connect) => {
    const findings: ValidationFinding[] = [];
    const hooks = { onFinding: (finding: ValidationFinding) => void findings.push(finding) };
    const { kaiten } = connect('tags-broken', { validate: 'report', validators, hooks });
    equal((await kaiten.tags.list()).length, 1);
    equal(
      findings.map(({ kind, path }) => [kind, path]),
      [['mismatch', 'response[0].name']],
    );
  }),
  check("'report' does not fail without validators", async (connect) => {
    const findings: string[] = [];
    const hooks = { onFinding: ({ kind }: ValidationFinding) => void findings.push(kind) };
    const none = { ...validators, operations: {} };
    const { kaiten } = connect('tags', { validate: 'report', validators: none, hooks });
    equal((await kaiten.tags.list()).length, 1);
    equal(findings[0], 'unavailable');
  }),

  // Webhooks
  check('receives a webhook with a secret', async () => {
    const webhook = await receiveWebhook(webhookRequest('s3cret'), { secret: SECRET });
    equal(webhook.event, 'tag:remove');
  }),
  check('refuses a webhook with a wrong secret', async () => {
    const error = await failure(receiveWebhook(webhookRequest('wrong'), { secret: SECRET }));
    ok(error instanceof WebhookError, `it is ${error}`);
    equal(error.status, 401);
  }),
  check('parses a webhook from bytes', async () => {
    const bytes = new TextEncoder().encode(JSON.stringify(WEBHOOK));
    equal(parseWebhook(bytes).event, 'tag:remove');
  }),
];

function check(name: string, run: (connect: Connect) => Promise<void>): Check {
  return { name, run };
}

type FormFile = Parameters<
  Session['kaiten']['restrictedAccessCardFiles']['upload']
>[0]['body']['file'];

async function upload(
  kaiten: Session['kaiten'],
  file: FormFile,
  onProgress?: (progress: UploadProgress) => void,
): Promise<void> {
  await kaiten.restrictedAccessCardFiles.upload(
    { card_id: 'uid-5', body: { file } },
    { retry: false, ...(onProgress && { onProgress }) },
  );
}

/** The form of the only request. */
async function formOf(received: Session['received']) {
  const requests = await received();
  equal(requests.length, 1, 'number of requests');
  const [request] = requests;
  if (!request?.form)
    throw new Error(
      `the server received ${JSON.stringify(request?.body.slice(0, 60))}, not a form`,
    );
  // Bun adds the encoding to the type of a file.
  const fields = Object.entries(request.form).map(([name, text]) => [
    name,
    text.replace(';charset=utf-8', ''),
  ]);
  return Object.fromEntries(fields) as typeof request.form;
}

const SECRET = { in: 'query', name: 'secret', value: 's3cret' } as const;

const WEBHOOK = {
  event: 'tag:remove',
  data: { id: 1, card_id: 2 },
};

function webhookRequest(secret: string): Request {
  return new Request(`http://hooks.test/kaiten?secret=${secret}`, {
    method: 'POST',
    body: JSON.stringify(WEBHOOK),
  });
}
