// Run: WEBHOOK_SECRET=… PORT=8080 node examples/webhooks/hono.ts
import { serve } from '@hono/node-server';
import { receiveWebhook, WebhookError, type WebhookSecret } from '@kaiten-sdk/webhooks';
import { Hono } from 'hono';
import { handleWebhook } from './handle-webhook.ts';
import { secretFromEnvironment } from './secret.ts';

/** Receives webhooks and logs a message for each. */
export function webhookApp(secret: WebhookSecret, log: (message: string) => void): Hono {
  const app = new Hono();
  app.post('/kaiten', async (context) => {
    log(handleWebhook(await receiveWebhook(context.req.raw, { secret })));
    return context.body(null, 200);
  });
  app.onError((error) => {
    const status = error instanceof WebhookError ? error.status : 500;
    if (status === 500) console.error(error);
    return new Response(null, { status });
  });
  return app;
}

if (import.meta.main) {
  const { fetch } = webhookApp(secretFromEnvironment(), console.log);
  serve({ fetch, port: Number(process.env.PORT ?? 8080) });
}
