// Run: KAITEN_DOMAIN=acme KAITEN_TOKEN=… node examples/move-cards/main.ts 30111 30112 --apply
import { parseArgs } from 'node:util';
import { createKaiten, isKaitenError } from 'kaiten-sdk';
import { cardsIn, moveCards } from './move-cards.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { apply: { type: 'boolean', default: false } },
});
const [from, to] = positionals.map(Number);
if (!from || !to) {
  console.error('Usage: node main.ts <from column id> <to column id> [--apply]');
  process.exit(2);
}

const { KAITEN_BASE_URL: baseUrl } = process.env;
const kaiten = createKaiten(baseUrl ? { baseUrl } : {});
const stop = new AbortController();
process.once('SIGINT', () => stop.abort());
try {
  const cards = await cardsIn(kaiten, from, stop.signal);
  if (!cards.complete)
    console.error(`Only the first ${cards.length} cards: run again for the rest`);
  if (values.apply) {
    const moved = await moveCards(kaiten, cards, to, stop.signal);
    console.log(`Moved ${moved} of ${cards.length} cards`);
    if (moved < cards.length) process.exitCode = 1;
  } else {
    for (const { id, title } of cards) console.log(`Would move ${id} ${title}`);
    console.log(`Would move ${cards.length} cards: run again with --apply`);
  }
} catch (error) {
  if (!isKaitenError(error)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
