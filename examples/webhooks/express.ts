// Run: WEBHOOK_SECRET=… PORT=8080 node examples/webhooks/express.ts
import { receiveWebhook, WebhookError, type WebhookSecret } from '@kaiten-sdk/webhooks';
import express, { type ErrorRequestHandler, type Express } from 'express';
import { handleWebhook } from './handle-webhook.ts';
import { secretFromEnvironment } from './secret.ts';

/** Receives webhooks and logs a message for each. */
export function webhookApp(secret: WebhookSecret, log: (message: string) => void): Express {
  const app = express();
  // Before any express.json(): the body can be read only once.
  app.post('/kaiten', async (request, response) => {
    log(handleWebhook(await receiveWebhook(request, { secret })));
    response.sendStatus(200);
  });
  app.use(sendError);
  return app;
}

const sendError: ErrorRequestHandler = (error, _request, response, _next) => {
  const status = error instanceof WebhookError ? error.status : 500;
  if (status === 500) console.error(error);
  response.set('connection', 'close').sendStatus(status);
};

if (import.meta.main) {
  webhookApp(secretFromEnvironment(), console.log).listen(Number(process.env.PORT ?? 8080));
}
