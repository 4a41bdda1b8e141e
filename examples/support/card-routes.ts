import { type Context, Hono } from 'hono';
import type { Company } from './company.ts';
import { overlappingPage, page } from './page.ts';

/** Routes that read and change cards and their time logs. */
export function cardRoutes({ board, cards, timeLogs }: Company): Hono {
  const routes = new Hono();
  const idIn = ({ req }: Context) => Number(req.param('id'));
  const cardOf = (context: Context) => cards.find(({ id }) => id === idIn(context));

  const timeLogsOf = (card: number) =>
    timeLogs
      .map((timeLog, index) => ({ id: index + 1, ...timeLog }))
      .filter(({ card_id }) => card_id === card);

  routes.get('/cards', (context) => {
    const { board_id = board.id, column_id, version } = context.req.query();
    const onBoard = Number(board_id) === board.id ? cards : [];
    const wanted = onBoard.filter((card) => !column_id || card.column_id === Number(column_id));
    return context.json((version === '2' ? overlappingPage : page)(context, wanted));
  });
  routes.patch('/cards/:id', async (context) => {
    const card = cardOf(context);
    if (!card) return context.body(null, 404);
    return context.json(Object.assign(card, await context.req.json()));
  });
  routes.get('/cards/:id/time-logs', (context) =>
    cardOf(context)
      ? context.json(page(context, timeLogsOf(idIn(context))))
      : context.body(null, 404),
  );
  routes.post('/cards/:id/time-logs', async (context) => {
    if (!cardOf(context)) return context.body(null, 404);
    const timeLog = { card_id: idIn(context), ...(await context.req.json()) };
    timeLogs.push(timeLog);
    return context.json({ id: timeLogs.length, ...timeLog });
  });
  return routes;
}
