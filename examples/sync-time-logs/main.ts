// Run: KAITEN_DOMAIN=acme KAITEN_TOKEN=… node examples/sync-time-logs/main.ts november.csv
import { createKaiten } from 'kaiten-sdk';
import { ZodError, z } from 'zod';
import { type Summary, syncCard } from './sync-card.ts';
import { timeLogsIn } from './time-log-file.ts';

const [file] = process.argv.slice(2);
if (!file) {
  console.error('Usage: node main.ts <file.csv or file.json>');
  process.exit(2);
}

const { KAITEN_BASE_URL: baseUrl } = process.env;
const kaiten = createKaiten(baseUrl ? { baseUrl } : {});
try {
  const byCard = Map.groupBy(await timeLogsIn(file), ({ card_id }) => card_id);
  const cards = [...byCard].map(([card_id, timeLogs]) => syncCard(kaiten, card_id, timeLogs));
  const { created, existing, failed } = sum(await Promise.all(cards));
  console.log(`${created} created, ${existing} there already, ${failed} failed`);
  if (failed) process.exitCode = 1;
} catch (error) {
  if (!(error instanceof ZodError)) throw error;
  console.error(z.prettifyError(error));
  process.exitCode = 1;
}

function sum(summaries: readonly Summary[]): Summary {
  const total = (name: keyof Summary) => summaries.reduce((all, each) => all + each[name], 0);
  return { created: total('created'), existing: total('existing'), failed: total('failed') };
}
