import { createKaiten, type Kaiten, type KaitenOptions } from 'kaiten-sdk';

/** A request that the server received. */
export interface Received {
  readonly method: string;
  /** Path and query below the API. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The fields of a form; files as `name type content`. */
  readonly form?: Readonly<Record<string, string>>;
}

/** One client with a server of its own. */
export interface Session {
  readonly kaiten: Kaiten;
  readonly baseUrl: string;
  received(): Promise<readonly Received[]>;
}

export type Connect = (scenario: string, options?: Partial<KaitenOptions>) => Session;

export interface Check {
  readonly name: string;
  run(connect: Connect): Promise<void>;
}

export const TOKEN = 'token-of-the-suite';

/** @param origin The server; each session has a path of its own there. */
export function connectTo(origin: string): Connect {
  return (scenario, options) => {
    const root = `${origin}/${scenario}/${crypto.randomUUID()}`;
    const baseUrl = `${root}/api/latest`;
    const all = { token: TOKEN, rateLimit: false, ...options, baseUrl } as KaitenOptions;
    return {
      kaiten: createKaiten(all),
      baseUrl,
      received: async () => (await fetch(`${root}/received`)).json(),
    };
  };
}

export function equal(actual: unknown, expected: unknown, what = 'value'): void {
  const [got, wanted] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (got !== wanted) throw new Error(`${what} is ${got}, expected ${wanted}`);
}

export function ok(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(message);
}

/** The reason of a rejected call. */
export async function failure(
  call: PromiseLike<unknown>,
): Promise<Error & Record<string, unknown>> {
  const value = await call.then(
    () => new Error('the call did not fail'),
    (reason) => reason,
  );
  return value;
}
