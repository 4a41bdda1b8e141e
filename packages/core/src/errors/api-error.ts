import { KaitenError, type KaitenErrorOptions } from './kaiten-error.js';

export interface ApiErrorOptions extends KaitenErrorOptions {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** The server answered, and refused. */
export class ApiError extends KaitenError {
  declare readonly status: number;
  /** Headers of the answer. */
  declare readonly headers: Headers;
  /** The body as it came: JSON, a bare string, HTML or nothing. */
  declare readonly body: string;
  /** What the server says is wrong, where it says so in words. */
  declare readonly serverMessage: string | undefined;
  /** The server's own code, as iterations send it. */
  declare readonly code: string | number | undefined;

  constructor(options: ApiErrorOptions) {
    const { status, headers, body, method, pathTemplate } = options;
    const said = parsed(body);
    const { message, error, code } = Object(said) as Record<string, unknown>;
    const serverMessage = lineOf(typeof said === 'string' ? said : (message ?? error));
    const call = method ? `${method} ${pathTemplate}` : 'The server';
    const explanation = serverMessage ?? (status === 403 && FORBIDDEN);
    super(`${call} answered ${status}${explanation ? `: ${explanation}` : ''}`, options);
    this.status = status;
    this.headers = headers;
    this.body = body;
    this.serverMessage = serverMessage;
    this.code = /string|number/.test(typeof code) ? (code as string | number) : undefined;
  }

  override get name(): string {
    return 'ApiError';
  }

  override toJSON(): object {
    return { ...super.toJSON(), headers: Object.fromEntries(this.headers) };
  }
}

// Seen live: Kaiten answers 403 without a body for what is missing, too.
const FORBIDDEN = 'no permission, or no such thing: Kaiten says 403 to both';

const LONGEST_MESSAGE = 300;

function lineOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const line = value.replace(/\s+/g, ' ').trim();
  if (line.startsWith('<')) return 'an HTML page of a proxy';
  return line.length > LONGEST_MESSAGE ? `${line.slice(0, LONGEST_MESSAGE)}…` : line || undefined;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
