import { componentsIn, contract, operations } from '../contract.js';
import { componentNamed, type Schema } from '../truth/schema.js';

interface Webhook {
  readonly post: { readonly requestBody: unknown };
}

const webhooks = Object.values<Webhook>(contract.webhooks).map(({ post }) => post.requestBody);
const answers = operations.map(({ responses }) => responses);

const components = [...componentsIn([answers, contract.components.responses, webhooks])].map(
  (name) => [`z${name}`, componentNamed(name) ?? {}] as const,
);

const successes = operations.flatMap(({ operationId, responses }) => {
  const name = `z${operationId[0]?.toUpperCase()}${operationId.slice(1)}Response`;
  const schemas = Object.entries(responses)
    .filter(([status]) => status.startsWith('2'))
    .flatMap(
      ([, { content }]) => (content?.['application/json'] as { schema?: Schema })?.schema ?? [],
    );
  return schemas.length === 0 ? [] : [[name, { anyOf: schemas }] as const];
});

/** The validators of responses and webhooks by name, with their schemas. */
export const received: readonly (readonly [string, Schema])[] = [...components, ...successes];
