// Prints overdue cards of a board, one line per card.

import type { Board, Card, CardState as State, User } from '@kaiten-sdk/types';
import { CardState, createClient, createConfig, getBoard, listCards, listSpaces } from 'kaiten-sdk';

const client = createClient(
  createConfig({ baseUrl: 'https://example.kaiten.ru/api/latest', auth: 'token' }),
);

const STATES = {
  [CardState.Queued]: 'queued',
  [CardState.InProgress]: 'in progress',
  [CardState.Done]: 'done',
} satisfies Partial<Record<State, string>>;

export async function spaceTitles(): Promise<string[]> {
  const { data = [] } = await listSpaces({ client });
  return data.filter(({ archived }) => !archived).map(({ id, title }) => `${id} ${title}`);
}

export async function lateCards(boardId: number, now: Date): Promise<string[]> {
  const { data: board } = await getBoard({
    client,
    path: { id: boardId },
    throwOnError: true,
  });
  const { data } = await listCards({
    client,
    query: { board_id: boardId, limit: 100, offset: 0, overdue: true },
    throwOnError: true,
  });
  const cards: Card[] = Array.isArray(data) ? data : data.result;
  return cards.filter((card) => isLate(card, now)).map((card) => lineOf(card, board));
}

function isLate({ due_date, state, archived }: Card, now: Date): boolean {
  return !archived && state !== CardState.Done && due_date !== null && new Date(due_date) < now;
}

function lineOf(card: Card, board: Pick<Board, 'title'>): string {
  const { id, title, state, owner, size_text, due_date, sprint_id } = card;
  const known: Record<number, string | undefined> = STATES;
  return [
    board.title,
    `#${id.toFixed()} ${title.trim()}`,
    known[state] ?? `state ${state}`,
    nameOf(owner),
    size_text?.toLowerCase() ?? 'no size',
    due_date?.slice(0, 10) ?? 'no date',
    sprint_id === null ? 'no sprint' : sprint_id.toFixed(),
  ].join('\t');
}

function nameOf({ full_name, email }: Pick<User, 'full_name' | 'email'>): string {
  return `${full_name} <${email.toLowerCase()}>`;
}
