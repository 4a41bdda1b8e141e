import { attemptOf } from './attempt.js';
import { authorizationOf } from './authorization.js';
import { baseUrlOf } from './base-url.js';
import { Call } from './call.js';
import { download } from './download.js';
import { environmentVariable } from './environment.js';
import type { Namespaces } from './generated/facade/namespaces.gen.js';
import { namespaces } from './generated/facade/operations.gen.js';
import { givenTokens } from './given-token.js';
import type { Kaiten, KaitenOptions } from './kaiten.js';
import { methodsOf } from './method.js';
import { outsideOf } from './outside.js';
import { withProgress } from './progress.js';
import { requestOf } from './request.js';
import { platformFetch, senderOf } from './send.js';
import type { Send } from './sending.js';
import { clientOf } from './transport.js';
import { checkValidation } from './validation.js';
import { watchOf } from './watch.js';

/**
 * Kaiten's API, by namespaces: `await kaiten.cards.get({ card_id: 1 })`. Calls are retried and kept
 * to the rate limit; what goes wrong is thrown as a `KaitenError`.
 *
 * @throws TypeError for options that cannot be meant, and when domain or token are nowhere.
 * @example
 * const kaiten = createKaiten({ domain: 'acme', token });
 * for await (const card of kaiten.cards.list({ board_id: 7 })) console.log(card.title);
 */
export function createKaiten(options: KaitenOptions = {}): Kaiten {
  checkValidation(options.validate);
  const { hooks = {} } = options;
  const fetch = platformFetch(options);
  const watch = watchOf(hooks);
  const { token = environmentVariable('KAITEN_TOKEN') } = options;
  if (!token) throw new TypeError('No token: give token, or set KAITEN_TOKEN');
  const given = typeof token === 'function' ? givenTokens(token) : undefined;
  const counted = withProgress(fetch);
  const attempt = attemptOf(given?.attempt(counted) ?? counted, options);
  const { send, ...unwatched } = senderOf(
    baseUrlOf(options),
    options,
    given ?? authorizationOf(token as string),
    watch?.attempt(attempt) ?? attempt,
  );
  const sender = { ...unwatched, send: watch?.call(send) ?? send };
  const outside = outsideOf(options, fetch);
  const methodOf = methodsOf(sender, options);
  const members = Object.entries(namespaces).map(([name, operations]) => {
    const methods = Object.entries(operations).map(([method, operation]) => [
      method,
      methodOf(operation),
    ]);
    return [name, Object.fromEntries(methods)];
  });
  return {
    ...(Object.fromEntries(members) as Namespaces),
    request: (method, path, own) => new Call(requestOf(sender, method, path, own)),
    download: (file, own) => download(sender, outside, file, own),
    client: clientOf({ ...sender, send: named(sender.send) }),
    stats: sender.stats,
  };
}

/** The functions of the client package do not say which operations they are. */
function named(send: Send): Send {
  let ids: ReadonlyMap<string, string> | undefined;
  return (sending) => {
    // Not before it is needed: most programs call methods alone.
    ids ??= operationIds();
    const operationId = ids.get(`${sending.method} ${sending.pathTemplate}`);
    return send({ ...sending, operationId });
  };
}

function operationIds(): ReadonlyMap<string, string> {
  const operations = Object.values(namespaces).flatMap((methods) => Object.values(methods));
  return new Map(operations.map(({ id, method, path }) => [`${method} ${path}`, id]));
}
