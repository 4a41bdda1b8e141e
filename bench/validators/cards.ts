import { readFileSync } from 'node:fs';
import { contractPaths, ROOT } from '@kaiten-sdk/scripts/contracts/index.ts';

// biome-ignore lint/suspicious/noExplicitAny: a document of JSON, read where its shape is known.
const contract: any = JSON.parse(readFileSync(contractPaths(ROOT).contract, 'utf8'));
const listCards = contract.paths['/cards'].get.responses['200'].content['application/json'];

/** A page of cards: the example of the contract, repeated with different ids. */
export function cardsPage(count: number): unknown[] {
  const [card] = listCards.example;
  return Array.from({ length: count }, (_, index) => ({
    ...structuredClone(card),
    id: card.id + index,
  }));
}

/** The schema of the same page, with its components where its references find them. */
export function listCardsSchema(): object {
  return { ...listCards.schema, components: contract.components };
}
