import type { Problem } from '../../cli/problem.ts';
import type { Json, JsonObject } from '../../openapi/json.ts';
import { fieldProblems, typeProblems } from './check-fields.ts';
import { FIELDS, type OverlayVersion } from './fields.ts';

/** What is wrong with an action, its paths aside. The pointers are into the action. */
export function actionProblems(action: JsonObject, version: OverlayVersion): Problem[] {
  return [
    ...fieldProblems(action, '', FIELDS[version].action, ['target']),
    ...typeProblems(action, '', ACTION_TYPES),
    ...changeProblems(action, version),
    ...misspeltExpectations(action),
    ...absenceProblems(action['x-expect-absent']),
  ];
}

const ACTION_TYPES = {
  target: 'string',
  description: 'string',
  copy: 'string',
  remove: 'boolean',
} as const;

function changeProblems(action: JsonObject, version: OverlayVersion): Problem[] {
  const given = ['update', 'copy', 'remove'].filter((field) => Object.hasOwn(action, field));
  // Version 1.0 has it that an action may do nothing.
  if (given.length === 0 && version !== '1.0') {
    return [{ message: 'does nothing', hint: 'Give it update, copy or remove: true.' }];
  }
  return given.includes('update') && given.includes('copy') && action.remove !== true
    ? [{ message: 'has both update and copy', hint: 'Make two actions of it.' }]
    : [];
}

/** Extensions may have any name, so a slip in ours would switch the check off unnoticed. */
function misspeltExpectations(action: JsonObject): Problem[] {
  return Object.keys(action)
    .filter((key) => /^x-?expect/i.test(key) && key !== 'x-expect' && key !== 'x-expect-absent')
    .map((key) => ({
      message: `has the field ${JSON.stringify(key)}, so nothing would be checked`,
      hint: 'The fields are x-expect and x-expect-absent.',
    }));
}

function absenceProblems(absent: Json | undefined): Problem[] {
  if (absent === undefined) return [];
  if (Array.isArray(absent) && absent.every(isPointerBelow)) return [];
  return [
    {
      pointer: '/x-expect-absent',
      message: 'x-expect-absent must be a list of pointers below the target, such as /operationId',
    },
  ];
}

function isPointerBelow(value: Json): boolean {
  return typeof value === 'string' && /^(?:\/(?:[^~/]|~[01])*)+$/.test(value);
}
