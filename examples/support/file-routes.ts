import { type Context, Hono } from 'hono';
import type { Company, FakeCard, FakeFile } from './company.ts';

const PRIVATE = 11;

/** Routes of card files: public ones, and those with restricted access. */
export function fileRoutes({ cards, files }: Company, storage: string): Hono {
  const routes = new Hono();

  const describe = ({ id, name, card, content }: FakeFile) =>
    typeof id === 'number'
      ? { id, name, size: content.size, url: `${storage}/${id}` }
      : { id, name, type: PRIVATE, url: `/api/latest/cards/${card.uid}/files/${id}` };

  const add = async ({ req }: Context, id: FakeFile['id'], card: FakeCard) => {
    const content = (await req.parseBody()).file;
    if (!(content instanceof File)) throw new TypeError('The form has no file');
    const file = { id, name: content.name, card, content };
    files.push(file);
    return file;
  };

  routes.get('/cards/:id', (context) => {
    const card = cards.find(({ id }) => id === Number(context.req.param('id')));
    if (!card) return context.body(null, 404);
    return context.json({
      ...card,
      files: files.filter((file) => file.card === card).map(describe),
    });
  });
  routes.put('/cards/:id/files', async (context) => {
    const card = cards.find(({ id }) => id === Number(context.req.param('id')));
    if (!card) return context.body(null, 404);
    return context.json(describe(await add(context, files.length + 1, card)));
  });
  routes.post('/cards/:uid/files', async (context) => {
    const card = cards.find(({ uid }) => uid === context.req.param('uid'));
    if (!card) return context.body(null, 404);
    const { id, name } = await add(context, crypto.randomUUID(), card);
    return context.json({ id, name });
  });
  routes.get('/cards/:uid/files/:id', (context) =>
    context.redirect(`${storage}/${context.req.param('id')}?signature=valid`),
  );
  return routes;
}

/** The file storage. Like object storage, it rejects requests with a token. */
export function storageRoutes({ files }: Company): Hono {
  const routes = new Hono();
  routes.get('/:id', ({ req, body }) => {
    if (req.header('authorization')) return body(null, 400);
    const file = files.find(({ id }) => String(id) === req.param('id'));
    if (!file) return body(null, 404);
    if (typeof file.id === 'string' && req.query('signature') !== 'valid') return body(null, 403);
    return body(file.content.stream(), 200, { 'content-type': 'application/octet-stream' });
  });
  return routes;
}
