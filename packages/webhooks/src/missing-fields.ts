import { type WebhookPayloads, webhookFields } from './generated/events.gen.js';

/** The fields that an event usually has and that a payload of it lacks. */
export function missingFields(webhook: WebhookPayloads[keyof WebhookPayloads]): string[] {
  return webhookFields[webhook.event].filter((path) => {
    const names = path.split('.');
    const name = names.pop() as string;
    const parent = names.reduce<unknown>(valueAt, webhook);
    return isObject(parent) && !Object.hasOwn(parent, name);
  });
}

function valueAt(parent: unknown, name: string): unknown {
  return isObject(parent) && Object.hasOwn(parent, name) ? parent[name] : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
