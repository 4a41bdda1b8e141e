export {
  CardRefusedError,
  MalformedWebhookError,
  UnknownWebhookEventError,
  WebhookError,
  type WebhookIssue,
  WebhookSecretError,
  WebhookTooLargeError,
} from './errors.js';
export { type WebhookPayloads, webhookSchemas } from './generated/events.gen.js';
export {
  type MissingWebhookFields,
  type ParseWebhookOptions,
  parseWebhook,
  type WebhookEvent,
  type WebhookEventName,
} from './parse-webhook.js';
export { type NodeRequest, type ReceiveWebhookOptions, receiveWebhook } from './receive-webhook.js';
export { checkWebhookSecret, type WebhookSecret } from './secret.js';
export {
  type IncomingCard,
  type SendCardOptions,
  sendCard,
} from './send-card.js';
