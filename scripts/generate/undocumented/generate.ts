import type { JsonObject } from '../../openapi/json.ts';
import { generateClient } from '../client/generate.ts';
import type { GeneratedFiles } from '../files.ts';

/**
 * Modules that the generator emits next to the functions, and the packages that already contain
 * them.
 */
const SHARED: Readonly<Record<string, string>> = {
  './client/index.js': '@kaiten-sdk/client/runtime',
};

/** Types, functions and table of operations, which send their requests through the client package. */
export async function generateUndocumented(contract: JsonObject): Promise<GeneratedFiles> {
  const files = await generateClient(contract, { ownClient: false, throws: true });
  return new Map(
    [...files]
      .filter(([path]) => !isRuntime(path))
      .map(([path, text]) => [path, path === 'sdk.gen.ts' ? withSharedRuntime(text) : text]),
  );
}

function isRuntime(path: string): boolean {
  return path === 'client.gen.ts' || /^(client|core)\//.test(path);
}

function withSharedRuntime(text: string): string {
  return Object.entries(SHARED).reduce((result, [from, to]) => {
    if (!result.includes(`from '${from}';`)) throw new Error(`sdk.gen.ts does not import ${from}`);
    return result.replace(`from '${from}';`, `from '${to}';`);
  }, text);
}
