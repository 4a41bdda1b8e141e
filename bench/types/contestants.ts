import type { Call } from './call.ts';

export interface Contestant {
  readonly name: string;
  /** Text of a program that makes the calls and reads a property of each response. */
  program(calls: readonly Call[]): string;
}

const OPTIONS = `{ baseUrl: 'https://example.kaiten.ru/api/latest' }`;

/** One function per operation. */
function functions(name: string, module: string, runtime: string): Contestant {
  return {
    name,
    program: (calls) => `\
import { createClient, createConfig } from '${runtime}';
import { ${calls.map(({ operationId }) => operationId).join(', ')} } from '${module}';
const client = createClient(createConfig(${OPTIONS}));
${calls
  .map(({ operationId, arguments: given, reader }, index) =>
    reading(index, `${operationId}(${withClient(given)})`, reader),
  )
  .join('\n')}
`,
  };
}

/** The same program, with every response validated. */
function validating(
  name: string,
  contestant: Contestant,
  moduleOf: (operationId: string) => string,
): Contestant {
  return {
    name,
    program: (calls) => `\
${calls.map(({ operationId }) => `import { ${validatorOf(operationId)} } from '${moduleOf(operationId)}';`).join('\n')}
${contestant.program(calls)}
${calls
  .map(
    ({ operationId, reader }, index) =>
      `export const valid${index} = ${validatorOf(operationId)}.parse(answer${index}.data)${reader};`,
  )
  .join('\n')}
`,
  };
}

/** One method per HTTP method, distinguished by path. */
const openapiFetch: Contestant = {
  name: 'openapi-fetch',
  program: (calls) => `\
import createClient from 'openapi-fetch';
import type { paths } from './openapi.js';
const client = createClient<paths>(${OPTIONS});
${calls
  .map(({ method, path, arguments: { body, ...params }, reader }, index) =>
    reading(
      index,
      `client.${method}('${path}', ${JSON.stringify({ params, ...(body !== undefined && { body }) })})`,
      reader,
    ),
  )
  .join('\n')}
`,
};

function reading(index: number, call: string, reader: string): string {
  return `const answer${index} = await ${call};\nexport const read${index} = answer${index}.data${reader};`;
}

/** The text of an object: the client, and what the call says. */
function withClient(given: Call['arguments']): string {
  return JSON.stringify(given).replace(/^\{/, '{ client, ');
}

function validatorOf(operationId: string): string {
  return `z${operationId[0]?.toUpperCase()}${operationId.slice(1)}Response`;
}

const ours = functions('@kaiten-sdk/client', '@kaiten-sdk/client', '@kaiten-sdk/client');
const sources = functions('hey-api', './client/index.js', './client/client/index.js');
const built = functions('hey-api, built', './built/index.js', './built/client/index.js');

/** Those that only call. The first is ours, the one that all are compared with. */
export const CALLING: readonly Contestant[] = [
  ours,
  openapiFetch,
  sources,
  built,
  { name: 'no client at all', program: () => `export const answer = await fetch('/spaces');\n` },
];

const zodAlone: Contestant = {
  name: 'client + zod, no validators',
  program: (calls) =>
    `import * as z from 'zod';\n${ours.program(calls)}export const any = z.unknown();\n`,
};

/** Those that call and validate; the first is ours. */
export const VALIDATING: readonly Contestant[] = [
  validating('client + @kaiten-sdk/zod', ours, (id) => `@kaiten-sdk/zod/operations/${id}`),
  validating('hey-api + its zod', sources, () => './client/zod.gen.js'),
  validating('hey-api + its zod, built', built, () => './built/zod.gen.js'),
  zodAlone,
];
