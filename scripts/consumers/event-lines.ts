import { toPointer } from '../openapi/json.ts';
import { eventsOf, type WebhookEvent } from '../openapi/webhook-events.ts';
import { type Line, line, plain } from './line.ts';
import type { Published } from './published.ts';

/** A program that handles every webhook event, and nothing else. */
export function eventLines({ document }: Published): Line[] {
  const events = eventsOf(document).map((event) => ({ ...event, place: placeOf(event) }));
  if (events.length === 0) return [];
  const all = { pointer: '/webhooks', owner: '/webhooks', label: 'WebhookEvent' };
  return [
    line(
      "import type { WebhookEvent, WebhookPayloads } from '@kaiten-sdk/webhooks';",
      'consumer-import',
      all,
    ),
    ...events.flatMap(({ names, component, place }) =>
      names.map((name) =>
        line(
          `read<${component}>(given<WebhookPayloads[${JSON.stringify(name)}]>());`,
          'consumer-read',
          place,
        ),
      ),
    ),
    plain('export function on(it: WebhookEvent) {'),
    plain('switch (it.event) {'),
    ...events.map(({ names, component, place }) => {
      const cases = names.map((name) => `case ${JSON.stringify(name)}:`).join(' ');
      return line(`${cases} read<${component}>(it); break;`, 'consumer-read', place);
    }),
    // What is no union is not narrowed.
    ...(events.length > 1 ? [line('default: read<never>(it);', 'consumer-event-switch', all)] : []),
    plain('} }'),
  ];
}

/** A webhook comes under the first of the names of its event. */
function placeOf({ names }: WebhookEvent) {
  const [label = ''] = names;
  const pointer = toPointer(['webhooks', label]);
  return { pointer, owner: pointer, label };
}
