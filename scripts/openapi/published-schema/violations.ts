import type { Problem } from '../../cli/problem.ts';
import type { Json } from '../json.ts';
import { shortValue } from '../short-value.ts';
import { withoutEchoes } from './echoes.ts';
import type { Violation } from './validator.ts';

type Explained = Pick<Problem, 'pointer' | 'message'>;

const MIXES = 'mixes forms that exclude each other';

/** Turns the validator's errors into problems: one for each mistake, told by what was found. */
export function explainViolations(violations: readonly Violation[]): Explained[] {
  const told = new Map<string, Explained>();
  for (const violation of withoutEchoes(violations)) {
    const problem = { pointer: violation.instancePath, message: explain(violation) };
    told.set(`${problem.pointer} ${problem.message}`, problem);
  }
  return [...told.values()];
}

function explain(violation: Violation): string {
  const { keyword, params, propertyName } = violation;
  if (propertyName !== undefined) {
    return `the name ${shortValue(propertyName)} ${violation.message}`;
  }
  const found = shortValue(violation.data as Json);
  switch (keyword) {
    case 'required':
      return `${params.missingProperty} is missing`;
    case 'additionalProperties':
      return `${shortValue(params.additionalProperty)} is not allowed here`;
    case 'unevaluatedProperties':
      return `${shortValue(params.unevaluatedProperty)} is not allowed here`;
    case 'type':
      return `found ${found}, allowed: ${[params.type].flat().join(' or ')}`;
    case 'enum':
      return `found ${found}, allowed: ${params.allowedValues.map(shortValue).join(', ')}`;
    case 'const':
      return `found ${found}, allowed: ${shortValue(params.allowedValue)}`;
    case 'format':
      return `found ${found}, which is no ${params.format}`;
    case 'not':
      return MIXES;
    case 'oneOf':
    case 'anyOf':
      return params.passingSchemas ? MIXES : 'fits none of the forms allowed here';
    default:
      return `${violation.message}, found ${found}`;
  }
}
