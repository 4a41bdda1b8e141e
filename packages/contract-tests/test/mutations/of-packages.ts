import { z } from 'zod';
import {
  builtPackages,
  callingClientOf,
  type OperationFunction,
  type Packages,
} from '../../src/calls/call.ts';
import { packagesLayer } from '../../src/layers/offline-layers.ts';
import { contract, SEED } from '../repository.ts';
import type { Mutation } from './edit.ts';

type Send = (request: Request) => Request | Promise<Request>;

const rows: [what: string, operationId: string, packages: Packages, reported: string][] = [
  ['is gone', 'listTags', { ...builtPackages, operation: () => undefined }, 'no such function'],
  [
    'uses another method',
    'updateSpace',
    sending((request) => new Request(request, { method: 'PUT' })),
    'method: sends "PUT"',
  ],
  [
    'encodes its path twice',
    'getCard',
    sending(toUrl((url) => url.replaceAll('%', '%25'))),
    'path: sends',
  ],
  [
    'forgets its query',
    'listTags',
    sending(toUrl((url) => url.replace(/\?.*/, ''))),
    'query: sends {}',
  ],
  ['sends lists in one value', 'listCustomProperties', sending(toUrl(joined)), 'query: sends'],
  [
    'leaves plus signs as they are',
    'listTags',
    sending(toUrl((url) => url.replaceAll('%2B', '+'))),
    'query: sends',
  ],
  [
    'forgets the token',
    'listTags',
    sending((request) => withHeader(request, 'authorization', null)),
    'authorization: sends null',
  ],
  [
    'calls its JSON text',
    'createTag',
    sending((request) => withHeader(request, 'content-type', 'text/plain')),
    'contentType: sends "text/plain"',
  ],
  [
    'sends JSON in JSON',
    'createTag',
    sending(
      async (request) => new Request(request, { body: JSON.stringify(await request.text()) }),
    ),
    'body: sends',
  ],
  [
    'forgets its body',
    'createSpace',
    sending(
      (request) =>
        new Request(request.url, { method: 'POST', headers: request.headers, body: '{}' }),
    ),
    'body: sends {}',
  ],
  [
    'takes errors for data',
    'listTags',
    answering(({ error, ...rest }) => ({ ...rest, ...(error !== undefined && { data: error }) })),
    'arrives as',
  ],
  [
    'loses empty answers',
    'listTags',
    answering(({ data, ...rest }) => ({ ...rest, data: isEmpty(data) ? undefined : data })),
    'a body that is empty arrives as nothing',
  ],
  [
    'drops keys that it does not know',
    'createTag',
    {
      ...builtPackages,
      validator: (name) =>
        name === 'zCreateTagResponse' ? z.object({ id: z.int() }) : builtPackages.validator(name),
    },
    'is changed by the validator',
  ],
  [
    'refuses codes that it does not know',
    'createIteration',
    {
      ...builtPackages,
      validator: (name) =>
        name === 'zCreateIterationResponse'
          ? z.looseObject({ status: z.enum(['planned', 'active', 'closed', 'removed']) })
          : builtPackages.validator(name),
    },
    'the example with unknown codes is refused at status',
  ],
];

export const ofPackages: readonly Mutation[] = rows.map(
  ([what, operationId, packages, reported]) => ({
    what: `a package ${what}`,
    layer: 'packages',
    run: () =>
      packagesLayer({ contract, packages, runs: 30, seed: SEED, operationIds: [operationId] }),
    reported,
  }),
);

/** The packages, with what is sent changed on its way. */
function sending(change: Send): Packages {
  return wrapped((send) => (options) => {
    const fetch = options.client.getConfig().fetch ?? globalThis.fetch;
    const client = callingClientOf(
      String(options.client.getConfig().baseUrl),
      String(options.client.getConfig().auth),
      async (request) => fetch(await change(request)),
    );
    return send({ ...options, client });
  });
}

/** The packages, with what callers get changed. */
function answering(change: (outcome: Awaited<ReturnType<OperationFunction>>) => object): Packages {
  return wrapped((send) => async (options) => change(await send(options)));
}

function wrapped(wrap: (send: OperationFunction) => OperationFunction): Packages {
  return {
    ...builtPackages,
    operation: (operationId) => {
      const send = builtPackages.operation(operationId);
      return send && wrap(send);
    },
  };
}

function toUrl(change: (url: string) => string): Send {
  return (request) => new Request(change(request.url), { headers: request.headers });
}

function joined(url: string): string {
  const [address, query = ''] = url.split('?');
  const ids = query.split('&').filter((pair) => pair.startsWith('ids='));
  const others = query.split('&').filter((pair) => !pair.startsWith('ids='));
  const list = ids.map((pair) => pair.slice('ids='.length)).join(',');
  return `${address}?${[...others, ...(list ? [`ids=${list}`] : [])].filter(Boolean).join('&')}`;
}

function withHeader(request: Request, name: string, value: string | null): Request {
  const changed = new Request(request);
  if (value === null) changed.headers.delete(name);
  else changed.headers.set(name, value);
  return changed;
}

function isEmpty(data: unknown): boolean {
  return typeof data === 'object' && data !== null && Object.keys(data).length === 0;
}
