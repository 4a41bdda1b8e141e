/** Base class of the errors that an incoming webhook can cause. */
export abstract class WebhookError extends Error {
  /** The status code to respond with. */
  abstract readonly status: number;
}

/** The request contains no secret, or a wrong one. */
export class WebhookSecretError extends WebhookError {
  override readonly name = 'WebhookSecretError';
  readonly status = 401;

  constructor() {
    super('The webhook does not contain the expected secret');
  }
}

/** The body is larger than `maxBytes`. */
export class WebhookTooLargeError extends WebhookError {
  override readonly name = 'WebhookTooLargeError';
  readonly status = 413;
  /** The limit that was exceeded, in bytes. */
  readonly maxBytes: number;

  constructor(maxBytes: number) {
    super(`The webhook body is larger than maxBytes (${maxBytes} bytes)`);
    this.maxBytes = maxBytes;
  }
}

/** One validation error of a payload. */
export interface WebhookIssue {
  /** Path of the invalid value, such as `data.old.id`; empty if it is the payload itself. */
  readonly path: string;
  readonly message: string;
}

/** The body is not JSON, or does not match the schema of its event. */
export class MalformedWebhookError extends WebhookError {
  override readonly name = 'MalformedWebhookError';
  readonly status = 400;
  /** At least one and at most 100 issues. */
  readonly issues: readonly WebhookIssue[];

  constructor(issues: readonly WebhookIssue[], options?: ErrorOptions) {
    super(`The webhook is malformed: ${summaryOf(issues)}`, options);
    this.issues = issues;
  }
}

/** This version does not know the event of the payload. Kaiten may have added it since. */
export class UnknownWebhookEventError extends WebhookError {
  override readonly name = 'UnknownWebhookEventError';
  readonly status = 422;
  /** The unchanged event name from the payload. It can have any length and content. */
  readonly event: string;

  constructor(event: string) {
    super(`Unknown webhook event ${JSON.stringify(event.slice(0, SHOWN_CHARACTERS))}`);
    this.event = event;
  }
}

/** The incoming webhook responded with a status code other than 2xx. */
export class CardRefusedError extends Error {
  override readonly name = 'CardRefusedError';
  /** Status code of the response. */
  readonly status: number;
  /** Body of the response, as text. */
  readonly body: string;

  constructor(status: number, body: string) {
    super(`The incoming webhook rejected the card with status code ${status}`);
    this.status = status;
    this.body = body;
  }
}

const SHOWN_CHARACTERS = 100;
const SHOWN_ISSUES = 5;

function summaryOf(issues: readonly WebhookIssue[]): string {
  const shown = issues
    .slice(0, SHOWN_ISSUES)
    .map(({ path, message }) => (path ? `${path}: ${message}` : message));
  return [...shown, ...(issues.length > shown.length ? ['and more'] : [])].join('; ');
}
