import type { JsonObject } from '../../openapi/json.ts';
import { type DescribedEvent, eventsOf } from '../../openapi/webhook-events.ts';
import { type GeneratedFiles, HEADER } from '../files.ts';

/**
 * Generates the webhooks package: the payload of each event, its validator, and its usual fields,
 * by name of the event.
 */
export async function generateWebhooks(contract: JsonObject): Promise<GeneratedFiles> {
  const events = eventsOf(contract);
  const components = [...new Set(events.map(({ component }) => component))].sort();
  const text = `${HEADER}

${importsOf(components).join('\n')}

/** The payload of each event, by its name. */
export interface WebhookPayloads {
${events.flatMap((event) => event.names.map((name) => payloadRow(name, event))).join('\n')}
}

/** The validator of the payload of each event. */
export const webhookSchemas: {
  readonly [Name in keyof WebhookPayloads]: z.ZodType<WebhookPayloads[Name]>;
} = {
${events.flatMap((event) => event.names.map((name) => schemaRow(name, event))).join('\n')}
};

/** The usual fields of the payload of each event, parents first. */
export const webhookFields: Readonly<Record<keyof WebhookPayloads, readonly string[]>> = {
${events.flatMap((event) => event.names.map((name) => fieldsRow(name, event))).join('\n')}
};
`;
  return new Map([['events.gen.ts', text]]);
}

function importsOf(components: readonly string[]): string[] {
  const types = components.length > 0 ? ["import type * as types from '@kaiten-sdk/types';"] : [];
  const validators = components.map(
    (component) => `import { z${component} } from '@kaiten-sdk/zod/schemas/${component}';`,
  );
  return [...types, ...validators, "import type { z } from 'zod';"];
}

function payloadRow(name: string, { component, summary }: DescribedEvent): string {
  return `  /** ${commentText(summary)} */\n  ${JSON.stringify(name)}: types.${component};`;
}

function schemaRow(name: string, { component }: DescribedEvent): string {
  return `  ${JSON.stringify(name)}: z${component},`;
}

function fieldsRow(name: string, { fields }: DescribedEvent): string {
  return `  ${JSON.stringify(name)}: ${JSON.stringify(fields)},`;
}

/** Formats a text as one line that cannot end the comment. */
function commentText(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll('*/', '*\\/').trim();
}
