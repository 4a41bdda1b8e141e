import type { ScriptCommands } from './client.js';

/** Runs one script: by its hash, and by its text where the server does not know it (any more). */
export class Script {
  readonly #text: string;
  #sha1: Promise<string> | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  async run(commands: ScriptCommands, keys: string[], args: (string | number)[]): Promise<unknown> {
    this.#sha1 ??= sha1(this.#text);
    const texts = args.map(String);
    try {
      return await commands.byHash(await this.#sha1, keys, texts);
    } catch (error) {
      if (!isUnknownScript(error)) throw error;
      return await commands.byText(this.#text, keys, texts);
    }
  }
}

function isUnknownScript(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('NOSCRIPT');
}

async function sha1(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-1', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
