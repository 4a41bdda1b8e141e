/** What every error of this package has: the status to answer the request with. */
export abstract class WebhookError extends Error {
  /** HTTP status that tells the sender what is wrong. */
  abstract readonly status: number;
}

/** The request does not carry the secret, or carries another. Answer and forget it. */
export class WebhookSecretError extends WebhookError {
  override readonly name = 'WebhookSecretError';
  readonly status = 401;

  constructor() {
    super('The webhook does not carry the secret that was agreed');
  }
}

/** The body is larger than `maxBytes`. */
export class WebhookTooLargeError extends WebhookError {
  override readonly name = 'WebhookTooLargeError';
  readonly status = 413;
  /** The limit that was exceeded, in bytes. */
  readonly maxBytes: number;

  constructor(maxBytes: number) {
    super(`The webhook's body is larger than ${maxBytes} bytes; maxBytes sets the limit`);
    this.maxBytes = maxBytes;
  }
}

/** One thing that is wrong with a payload. */
export interface WebhookIssue {
  /** Where it is, as in `data.old.id`; empty for the payload as a whole. */
  readonly path: string;
  readonly message: string;
}

/** The body is not JSON, or not what its event sends. */
export class MalformedWebhookError extends WebhookError {
  override readonly name = 'MalformedWebhookError';
  readonly status = 400;
  /** What is wrong: at least one, and the first hundred at most. */
  readonly issues: readonly WebhookIssue[];

  constructor(issues: readonly WebhookIssue[], options?: ErrorOptions) {
    super(`The webhook is malformed: ${summaryOf(issues)}`, options);
    this.issues = issues;
  }
}

/** The payload names an event that this version does not know. Kaiten may have gained it. */
export class UnknownWebhookEventError extends WebhookError {
  override readonly name = 'UnknownWebhookEventError';
  readonly status = 422;
  /** The name as it came, of any length and content. */
  readonly event: string;

  constructor(event: string) {
    super(
      `The webhook is of the unknown event ${JSON.stringify(event.slice(0, SHOWN_CHARACTERS))}`,
    );
    this.event = event;
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
