import { toCase } from '@hey-api/openapi-ts';
import { HEADER } from '../files.ts';
import type { Method } from './method.ts';
import { capitalised } from './names.ts';

/**
 * The interfaces of the namespaces. Their parameters and responses have the types of the client
 * package.
 */
export function namespaceTypesOf(namespaces: ReadonlyMap<string, readonly Method[]>): string {
  const interfaces = [...namespaces].map(([name, methods]) => interfaceOf(name, methods));
  const members = [...namespaces.keys()].map((name) => `  readonly ${name}: ${typeName(name)};`);
  return `${HEADER}

import type * as api from '@kaiten-sdk/client';
import type { ApiPromise } from '../../api-promise.js';
import type { ItemOf, List, ListOptions } from '../../list.js';
import type { Flat, NoParams, PartialRequestBody, PathParams, QueryParams, RequestBody, ResponseData } from '../../operation.js';
import type { CallOptions } from '../../options.js';
import type { FormBody, UploadOptions } from '../../uploads.js';

/** All operations of the contract, by their tags. */
export interface Namespaces {
${members.join('\n')}
}

${interfaces.join('\n\n')}
`;
}

function interfaceOf(name: string, methods: readonly Method[]): string {
  return `export interface ${typeName(name)} {\n${methods.map(signatureOf).join('\n\n')}\n}`;
}

function typeName(namespace: string): string {
  return `${capitalised(namespace)}Namespace`;
}

function signatureOf(method: Method): string {
  const optional = method.callableBare ? '?' : '';
  // Not the alias `…Response`: a response of unknown shape has none.
  const response = method.canSucceed
    ? `ResponseData<api.${toCase(method.id, 'PascalCase')}Responses>`
    : 'unknown';
  const result = method.list ? `List<ItemOf<${response}>>` : `ApiPromise<${response}>`;
  return `${docOf(method)}
  ${method.method}(params${optional}: ${paramsOf(method)}, options?: ${optionsOf(method)}): ${result};`;
}

function paramsOf({ id, inPath, inQuery, body }: Method): string {
  const data = `api.${toCase(id, 'PascalCase')}Data`;
  const parts = [
    inPath.length > 0 && `PathParams<${data}>`,
    inQuery.length > 0 && `QueryParams<${data}>`,
    body && bodyPart(data, body),
  ].filter(Boolean);
  return parts.length > 0 ? `Flat<${parts.join(' & ')}>` : 'NoParams';
}

function bodyPart(data: string, { placement, required }: NonNullable<Method['body']>): string {
  const mark = required ? '' : '?';
  if (placement === 'apart') return `{ body${mark}: RequestBody<${data}> }`;
  if (placement === 'form') return `{ body${mark}: FormBody<RequestBody<${data}>> }`;
  return required ? `RequestBody<${data}>` : `PartialRequestBody<${data}>`;
}

function optionsOf({ body, list }: Method): string {
  if (list) return 'ListOptions';
  return body?.placement === 'form' ? 'UploadOptions' : 'CallOptions';
}

function docOf({ summary, description, deprecated, verb, path }: Method): string {
  const lines = [
    summary,
    '',
    ...(description ? [description, ''] : []),
    `\`${verb} ${path}\``,
    ...(deprecated ? ['', '@deprecated'] : []),
  ];
  const text = lines.map((line) => `   * ${commentText(line)}`.trimEnd());
  return `  /**\n${text.join('\n')}\n   */`;
}

/** Formats a text as one line that cannot end the comment. */
function commentText(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll('*/', '*\\/').trim();
}
