import { toCase } from '@hey-api/openapi-ts';
import { isObject, type JsonObject } from '../../openapi/json.ts';
import { type OperationEntry, operationsOf } from '../../openapi/operations.ts';
import { type GeneratedFiles, HEADER } from '../files.ts';

/**
 * Type-level comparison of the types of the client package with those of the types package: one row
 * per component, and one per operation for what it accepts. A hand-written test requires each to be
 * `true`.
 */
export async function generateAgreement(contract: JsonObject): Promise<GeneratedFiles> {
  const components = isObject(contract.components) ? contract.components : {};
  const schemas = Object.keys(isObject(components.schemas) ? components.schemas : {});
  const text = `${HEADER}

import type { BodyOf, components, PathOf, QueryOf } from '@kaiten-sdk/types';
import type * as client from '../../src/index.js';
import type { Same } from '../same.js';

export interface ComponentAgreement {
${schemas.map(componentRow).join('\n')}
}

export interface OperationAgreement {
${operationsOf(contract).map(operationRow).join('\n')}
}
`;
  return new Map([['agreement.gen.ts', text]]);
}

function componentRow(name: string): string {
  return `  ${name}: Same<client.${name}, components['schemas']['${name}']>;`;
}

function operationRow({ operation }: OperationEntry): string {
  const id = String(operation.operationId);
  const data = `client.${toCase(id, 'PascalCase')}Data`;
  const facts = [
    `body: Same<NonNullable<${data}['body']>, BodyOf<'${id}'>>`,
    `path: Same<NonNullable<${data}['path']>, PathOf<'${id}'>>`,
    `query: Same<NonNullable<${data}['query']>, QueryOf<'${id}'>>`,
  ];
  return `  ${id}: { ${facts.join('; ')} };`;
}
