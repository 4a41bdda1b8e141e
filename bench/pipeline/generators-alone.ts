/** Runs the two generators alone, in one process, on the given contract. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createClient } from '@hey-api/openapi-ts';
import openapiTS, { astToString } from 'openapi-typescript';

const [contractPath = '', outputFolder = ''] = process.argv.slice(2);
const contract = JSON.parse(readFileSync(contractPath, 'utf8'));

writeFileSync(join(outputFolder, 'openapi.ts'), astToString(await openapiTS(contract)));
await createClient({
  input: contract,
  logs: { level: 'silent', file: false },
  output: { path: join(outputFolder, 'client') },
  plugins: ['@hey-api/client-fetch', '@hey-api/typescript', '@hey-api/sdk', 'zod'],
});
