import type { Client } from '@kaiten-sdk/client';
import type { Place } from './base-url.js';
import type { Call } from './call.js';
import type { CallOptions } from './call-options.js';
import type { Downloadable } from './download.js';
import type { Namespaces } from './generated/facade/namespaces.gen.js';
import type { GiveToken } from './given-token.js';
import type { Hooks } from './hooks.js';
import type { Stats } from './stack.js';
import type { CommonOptions } from './transport-options.js';
import type { Validation, ValidatorLoader } from './validation.js';

/** The token of a user, or what gives one when an attempt is about to be sent. */
export type Token = string | GiveToken;

export type KaitenOptions = Place &
  CommonOptions & {
    /** @default the variable KAITEN_TOKEN */
    readonly token?: Token | undefined;
    /** Whether requests and answers are compared with the contract. @default 'off' */
    readonly validate?: Validation | undefined;
    readonly hooks?: Hooks | undefined;
    /** Loads validators where a bundler leaves `import()` of packages alone. */
    readonly loadValidators?: ValidatorLoader | undefined;
  };

/** What a request beside the contract sends. */
export interface RequestOptions extends Omit<CallOptions, 'validate'> {
  readonly query?: Readonly<Record<string, unknown>> | undefined;
  /** Sent as JSON; forms, pairs (`URLSearchParams`), blobs, bytes and streams as they are. */
  readonly body?: unknown;
}

export interface Kaiten extends Namespaces {
  /**
   * Sends what the contract does not know, with the same retries, limits and errors. The answer is
   * the value of its JSON, its text where it is something else, or `undefined` where it is empty.
   *
   * @param path Below the address of the API, such as `/cards/17/new-thing`.
   */
  request<Data = unknown>(method: string, path: string, options?: RequestOptions): Call<Data>;
  /**
   * The content of a file, unread: `response.body` streams it, `response.blob()` reads it. The token
   * is not sent to other servers, wherever the file is.
   */
  download(file: Downloadable, options?: Omit<CallOptions, 'validate'>): Promise<Response>;
  /** For the functions of `@kaiten-sdk/client` and `kaiten-sdk/undocumented`. */
  readonly client: Client;
  /** What the limiter has seen, by what shares a limit; nothing when it is off. */
  stats(): Stats | undefined;
}
