import { Hono } from 'hono';
import type { Company } from './company.ts';
import { page } from './page.ts';

/** Routes that read a board and the custom properties of its cards. */
export function boardRoutes({ board, properties, selectValues }: Company): Hono {
  const routes = new Hono();
  routes.get('/boards/:id', (context) =>
    Number(context.req.param('id')) === board.id ? context.json(board) : context.body(null, 404),
  );
  routes.get('/company/custom-properties', (context) => context.json(page(context, properties)));
  routes.get('/company/custom-properties/:id/select-values', (context) => {
    const id = Number(context.req.param('id'));
    const values = selectValues.filter(({ custom_property_id }) => custom_property_id === id);
    return context.json(page(context, values));
  });
  return routes;
}
