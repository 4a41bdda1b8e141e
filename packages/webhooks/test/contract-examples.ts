import { readFileSync } from 'node:fs';

export interface Example {
  readonly event: string;
  readonly data: Record<string, unknown>;
}

interface Contract {
  readonly webhooks: Record<
    string,
    { post: { requestBody: { content: { 'application/json': { example: unknown } } } } }
  >;
}

const CONTRACT = new URL('../../../specs/kaiten/openapi.json', import.meta.url);

/** The example of each event in the contract, with the name of its webhook. */
export function contractExamples(): [string, Example][] {
  const { webhooks } = JSON.parse(readFileSync(CONTRACT, 'utf8')) as Contract;
  return Object.entries(webhooks).flatMap(([name, { post }]) => {
    const { example } = post.requestBody.content['application/json'];
    return isEvent(example) ? [[name, example]] : [];
  });
}

export function exampleOf(event: string): Example {
  const found = contractExamples().find(([name]) => name === event);
  if (!found) throw new Error(`The contract has no example of ${event}`);
  return structuredClone(found[1]);
}

function isEvent(example: unknown): example is Example {
  return typeof example === 'object' && example !== null && 'event' in example;
}
