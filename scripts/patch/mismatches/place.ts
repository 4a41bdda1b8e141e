import type { Problem } from '../../cli/problem.ts';
import { isObject, type JsonObject } from '../../openapi/json.ts';
import { jsonSchemaOf, operationNamed, parametersOf } from '../../openapi/parts.ts';
import { schemasAt } from '../../openapi/property.ts';
import { resolve } from '../../openapi/reference.ts';
import type { MismatchNote } from './note.ts';

const LEFT_OUT = /^(?:GET|PUT|POST|DELETE|PATCH) \//;
const FIELD_OF_OPERATION = /^(?<part>query|path|body|response)(?:\.(?<path>.+))?$/;

/** A note is on something that the contract has, so that a rename cannot leave it behind. */
export function placeProblems(contract: JsonObject, note: MismatchNote): Problem[] {
  const { where, field } = note;
  const component = resolve(contract, `#/components/schemas/${where}`)?.value;
  const operation = operationNamed(contract, where);
  if (!component && !operation) return notThere(note);
  if (!component && !FIELD_OF_OPERATION.test(field)) return [noPartOfOperation(field)];
  if (mayBeAbsent(note)) return [];
  const exists = operation
    ? operationHas(contract, operation, field)
    : schemasAt(contract, component, segmentsOf(field)).length > 0;
  return exists ? [] : [{ pointer: '/field', message: `${where} has no ${field} in the contract` }];
}

function notThere({ where, unreflected }: MismatchNote): Problem[] {
  if (LEFT_OUT.test(where) && unreflected !== undefined) return [];
  const message = `the contract has no component and no operation ${where}`;
  const hint = 'An operation that it leaves out is written as GET /path, and needs unreflected.';
  return [{ pointer: '/where', message, hint }];
}

function noPartOfOperation(field: string): Problem {
  const hint = 'Its parts are query.x, path.x, body.x and response.200.';
  return { pointer: '/field', message: `${field} is no part of an operation`, hint };
}

/** What is not reflected, or is documented and not there, need not be in the contract. */
function mayBeAbsent({ kind, unreflected }: MismatchNote): boolean {
  return unreflected !== undefined || ['missing', 'status', 'other'].includes(kind);
}

function operationHas(contract: JsonObject, operation: JsonObject, field: string): boolean {
  const { part, path = '' } = FIELD_OF_OPERATION.exec(field)?.groups ?? {};
  switch (part) {
    case 'body': {
      const schema = jsonSchemaOf(contract, operation.requestBody);
      return schemasAt(contract, schema, segmentsOf(path)).length > 0;
    }
    case 'response': {
      const [status = '', ...rest] = segmentsOf(path);
      const responses = isObject(operation.responses) ? operation.responses : {};
      const schema = jsonSchemaOf(contract, responses[status]);
      return schemasAt(contract, schema, rest).length > 0;
    }
    default:
      return parametersOf(contract, operation).some(({ name }) => name === path);
  }
}

/** `items[].name` and `items.name` are the same place. */
function segmentsOf(path: string): string[] {
  return path.replaceAll('[]', '').split('.').filter(Boolean);
}
