// Run: WEBHOOK_SECRET=… PORT=8080 node examples/webhooks/node-http.ts
import { createServer, type RequestListener } from 'node:http';
import { receiveWebhook, WebhookError, type WebhookSecret } from '@kaiten-sdk/webhooks';
import { handleWebhook } from './handle-webhook.ts';
import { secretFromEnvironment } from './secret.ts';

/** Receives webhooks and logs a message for each. */
export function webhookListener(
  secret: WebhookSecret,
  log: (message: string) => void,
): RequestListener {
  return async (request, response) => {
    try {
      log(handleWebhook(await receiveWebhook(request, { secret })));
      response.writeHead(200).end();
    } catch (error) {
      const status = error instanceof WebhookError ? error.status : 500;
      if (status === 500) console.error(error);
      // The rest of a body that is too large has not been read.
      response.writeHead(status, { connection: 'close' }).end();
    }
  };
}

if (import.meta.main) {
  const listener = webhookListener(secretFromEnvironment(), console.log);
  createServer(listener).listen(Number(process.env.PORT ?? 8080));
}
