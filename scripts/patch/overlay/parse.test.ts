import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../openapi/json.ts';
import { overlayOf, problemOf, problemsOf } from '../../testing/overlay-of.ts';
import { applyOverlays } from './apply.ts';

const NOTHING = { target: '$', update: {} };

function documentWith(changes: JsonObject): JsonObject {
  return { ...overlayOf([NOTHING]).document, ...changes };
}

function isAccepted(document: JsonObject): boolean {
  applyOverlays({ info: {} }, [{ file: 'test.overlay.yaml', document }]);
  return true;
}

describe('an overlay document', () => {
  it.each([
    ['1.0', { overlay: '1.0.0' }],
    ['a later patch version', { overlay: '1.1.42' }],
    ['extends', { extends: './openapi.yaml' }],
    ['extensions', { 'x-owner': { team: 'api' } }],
    ['extensions in info', { info: { title: 't', version: '1', 'x-a': null } }],
    ['a description in info', { info: { title: 't', version: '1', description: 'd' } }],
    ['extensions in actions', { actions: [{ ...NOTHING, 'x-why': 'because' }] }],
    ['descriptions of actions', { actions: [{ ...NOTHING, description: 'why' }] }],
    ['an action of 1.0 that does nothing', { overlay: '1.0.0', actions: [{ target: '$' }] }],
    ['an action of 1.1 that does nothing', { overlay: '1.1.0', actions: [{ target: '$' }] }],
    ['the new fields of 1.2', { overlay: '1.2.0', $self: 'a', targetFormat: 'openapi' }],
  ])('may have %s', (_, changes) => {
    expect(isAccepted(documentWith(changes))).toBe(true);
  });

  it.each<[string, JsonObject, string | undefined, string]>([
    ['no version', { overlay: null }, undefined, 'is not an overlay of version 1.0, 1.1 or 1.2'],
    ['version 2', { overlay: '2.0.0' }, undefined, 'its field overlay is "2.0.0"'],
    ['a number for a version', { overlay: 1.1 }, undefined, 'its field overlay is 1.1'],
    ['a version cut short', { overlay: '1.1' }, undefined, 'its field overlay is "1.1"'],
    ['no info', { info: null }, '/info', 'info must be an object'],
    ['no title', { info: { version: '1' } }, '/info', 'lacks the field title'],
    ['no version of its own', { info: { title: 't' } }, '/info', 'lacks the field version'],
    [
      'a number for its version',
      { info: { title: 't', version: 1 } },
      '/info/version',
      'version must be a string, not a number',
    ],
    [
      'a description in info, in 1.0',
      { overlay: '1.0.0', info: { title: 't', version: '1', description: 'd' } },
      '/info',
      'has the unknown field "description"',
    ],
    ['an unknown field', { action: [] }, '', 'has the unknown field "action"'],
    ['no text in extends', { extends: 1 }, '/extends', 'extends must be a string'],
    ['reusable actions', { overlay: '1.2.0', components: {} }, '', 'unknown field "components"'],
    ['no actions', { actions: null }, '/actions', 'at least one action'],
    ['an empty list of actions', { actions: [] }, '/actions', 'at least one action'],
    ['one action for a list', { actions: NOTHING }, '/actions', 'at least one action'],
    [
      'the same action twice',
      { actions: [NOTHING, { update: {}, target: '$' }] },
      '/actions/1',
      'action 2: is the same as action 1',
    ],
  ])('may not have %s', (_, changes, pointer, message) => {
    const problem = problemOf(documentWith(changes));
    expect(problem).toMatchObject({ file: 'test.overlay.yaml', ...(pointer && { pointer }) });
    expect(problem.message).toContain(message);
  });

  it('must be an object of limited depth', () => {
    expect(problemOf([] as unknown as JsonObject).message).toContain('it is an array');
    const endless: JsonObject = documentWith({});
    endless['x-self'] = endless;
    expect(problemOf(endless).message).toContain('contains itself');
  });
});

describe('an action', () => {
  it.each<[string, Json, string, string]>([
    ['no object', 7, '/actions/0', 'action 1: must be an object, not a number'],
    ['no target', { update: {} }, '/actions/0', 'action 1: lacks the field target'],
    ['a number for target', { target: 1, update: {} }, '/actions/0/target', 'must be a string'],
    [
      'a misspelt change',
      { target: '$', updates: {}, remove: true },
      '/actions/0',
      'has the unknown field "updates"',
    ],
    [
      'update and copy',
      { target: '$', update: {}, copy: '$.info' },
      '/actions/0',
      'has both update and copy',
    ],
    ['text for remove', { target: '$', remove: 'yes' }, '/actions/0/remove', 'must be a boolean'],
    [
      'text that is not a JSONPath',
      { target: '$.a b', update: {} },
      '/actions/0/target',
      'action 1, target $.a b: is not an RFC 9535 JSONPath',
    ],
    ['a path without $', { target: 'info', update: {} }, '/actions/0/target', 'is not an RFC 9535'],
    [
      'an operator that JSONPath does not have',
      { target: "$.a[?('x' in @.tags)]", update: {} },
      '/actions/0/target',
      'is not an RFC 9535 JSONPath',
    ],
    [
      'a copy that is not a JSONPath',
      { target: '$', copy: 'info' },
      '/actions/0/copy',
      'copy info is not an RFC 9535 JSONPath',
    ],
  ])('may not have %s', (_, action, pointer, message) => {
    const problem = problemOf(overlayOf([action]).document);
    expect(problem).toMatchObject({ file: 'test.overlay.yaml', pointer });
    expect(problem.message).toContain(message);
  });

  it('may not copy in version 1.0', () => {
    const { document } = overlayOf([{ target: '$.info', copy: '$.info' }], '1.0.0');
    const problems = problemsOf(() => applyOverlays({ info: {} }, [{ file: 'a', document }]));
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toContain('has the unknown field "copy"');
  });
});
