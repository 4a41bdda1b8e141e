import { type JsonObject, toPointer } from '../openapi/json.ts';
import { compareBody, compareResponses } from './compare-content.ts';
import { compareFields } from './compare-fields.ts';
import type { Context } from './context.ts';
import { asObject } from './placed.ts';

/** Compares webhooks: the server sends what they have as body, so users receive it. */
export function compareWebhooks(context: Context): void {
  const [before, after] = [webhooksOf(context.base), webhooksOf(context.head)];
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    const pointer = toPointer(['webhooks', name]);
    const place = { pointer, owner: pointer, label: name };
    const [b, h] = [before.get(name), after.get(name)];
    if (b && h) {
      compareFields(b, h, place, context.report);
      compareBody(context, b, h, place, 'response');
      compareResponses(context, b, h, place, 'request');
    } else if (h) {
      context.report({ ...place, rule: 'webhook-added', after: name });
    } else {
      context.report({ ...place, rule: 'webhook-removed', before: name });
    }
  }
}

function webhooksOf(document: JsonObject): Map<string, JsonObject> {
  return new Map(
    Object.entries(asObject(document.webhooks)).map(([name, item]) => [
      name,
      asObject(asObject(item).post),
    ]),
  );
}
