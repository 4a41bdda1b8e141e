import { readFile } from 'node:fs/promises';
import type {
  AutomationAction,
  AutomationActionInput,
  AutomationTrigger,
  KnownAutomationAction,
} from '@kaiten-sdk/types';
import { describe, expect, expectTypeOf, test } from 'vitest';
import {
  formatIssues,
  zAutomation,
  zAutomationAction,
  zAutomationActionInput,
  zAutomationConditionInput,
  zAutomationTriggerInput,
  zCreateAutomationRequest,
  zKnownAutomationAction,
  zKnownAutomationCondition,
  zKnownAutomationTrigger,
} from '../src/index.js';

const { components } = JSON.parse(
  await readFile(new URL('../../../specs/kaiten/openapi.json', import.meta.url), 'utf8'),
);
const { schemas } = components;

describe('in responses', () => {
  test.each([
    ['AutomationActionType', 29, zKnownAutomationAction],
    ['AutomationConditionType', 25, zKnownAutomationCondition],
    ['AutomationTriggerType', 21, zKnownAutomationTrigger],
  ])('all kinds of %s are known and require no other property', (name, count, schema) => {
    const kinds: string[] = schemas[name].enum;
    expect(kinds).toHaveLength(count);
    for (const type of kinds) expect(schema.parse({ type })).toEqual({ type });
    expect(schema.safeParse({ type: 'brand_new' }).success).toBe(false);
  });

  test('unknown kinds and unknown data are accepted', () => {
    for (const action of [
      { type: 'brand_new', data: { anything: [1] } },
      { type: 'add_tag', data: { tagNames: ['a'], more: true } },
      { type: 'add_tag', data: { tagNames: 'not a list' } },
    ]) {
      expect(zAutomationAction.parse(action)).toEqual(action);
    }
    expect(zAutomationAction.safeParse({ data: {} }).success).toBe(false);
  });

  test('lists of automations lack created and updated, and can have no conditions', () => {
    const automation = {
      id: 'f1c8e036-2a7d-4d59-b604-8e3a9c5f7d12',
      name: null,
      sort_order: 1,
      space_uid: '7b0f2c1e-5a3d-4c0b-9a51-0d6f8f2f4c11',
      updater_id: 512,
      status: 'broken',
      type: 'on_demand',
      trigger: null,
      conditions: null,
      actions: [{ type: 'change_type', data: { typeId: 7 } }],
      brokenLogs: [{ reason: 'deleted', subject: 'card_type', condition: null, subjectId: 7 }],
    };
    expect(zAutomation.parse(automation)).toEqual(automation);
  });

  test('the type narrows the type of data', () => {
    const read = (action: AutomationAction) => {
      if (action.type === 'add_tag') {
        expectTypeOf(action.data?.tagNames).toEqualTypeOf<string[] | undefined>();
        return action.data?.tagNames?.join();
      }
      if (action.type === 'add_child_card' || action.type === 'add_parent_card') {
        expectTypeOf(action.data?.title).toEqualTypeOf<string | undefined>();
        return action.data?.title;
      }
      expectTypeOf(action.type).toExtend<string>();
      return action.type;
    };
    expect(read({ type: 'add_tag', data: { tagNames: ['a', 'b'] } })).toBe('a,b');
    expect(read(zAutomationAction.parse({ type: 'brand_new' }))).toBe('brand_new');
    expectTypeOf<Extract<AutomationTrigger, { type: 'due_date_on_date' }>>().not.toBeNever();
    expectTypeOf<KnownAutomationAction['type']>().not.toEqualTypeOf<string>();
  });
});

describe('in requests', () => {
  test.each<AutomationActionInput>([
    { type: 'move_on_board', data: { direction: 'next' } },
    { type: 'archive', data: {} },
    { type: 'sort_cards', data: sorting('cp_17') },
    { type: 'sort_cards', data: sorting('due_date') },
    { type: 'change_service', data: { serviceId: 74 } },
    {
      type: 'change_custom_property_value',
      data: { propertyId: 1, value: 2, changeVariant: 'increase' },
    },
    {
      type: 'add_property',
      data: {
        propertyId: 1,
        value: { apply_date_mode: 1, timezone: 'UTC', tzOffset: 0, relative_days_offset: 3 },
      },
    },
    {
      type: 'add_child_card',
      data: {
        title: 'Child',
        parentFields: ['tags', 'customProperty_97'],
        responsibleData: { variant: 'random_space_user' },
        linksData: { 'f1c8e036-2a7d-4d59-b604-8e3a9c5f7d12': link() },
        customProperties: { customProperty_97: { id: 97, value: [5] } },
      },
    },
  ])('the action %j is as documented', (action) => {
    expect(zAutomationActionInput.parse(action)).toEqual(action);
  });

  test.each<[unknown, string]>([
    [{ type: 'brand_new', data: {} }, 'type'],
    [{ type: 'add_tag' }, 'data'],
    [{ type: 'add_tag', data: {} }, 'data.tagNames'],
    [{ type: 'add_tag', data: { tagNames: ['a'], tags: [] } }, 'data'],
    [{ type: 'move_on_board', data: { direction: 'left' } }, 'data.direction'],
    [{ type: 'sort_cards', data: sorting('id_17') }, 'data.sortProperty'],
    [{ type: 'add_child_card', data: { title: 'x', description: 'y'.repeat(32_769) } }, 'data'],
    [
      { type: 'add_child_card', data: { title: 'x', linksData: { nowhere: link() } } },
      'data.linksData',
    ],
  ])('the action %j is rejected at %s', (action, place) => {
    const { error } = zAutomationActionInput.safeParse(action);
    const paths = formatIssues(error ?? []).map(({ path }) => path);
    expect(paths.some((path) => path.startsWith(place))).toBe(true);
  });

  test('conditions accept the operators of their kind', () => {
    const tag = { type: 'tag', operator: 'contains', data: { tagIds: [1, 2] } };
    expect(zAutomationConditionInput.parse(tag)).toEqual(tag);
    const company = { type: 'updater', operator: 'in_company' };
    expect(zAutomationConditionInput.parse(company)).toEqual(company);
    for (const condition of [
      { ...tag, operator: 'in_role' },
      { ...tag, type: 'path' },
      { type: 'path', operator: 'eq', data: { boardId: 1, columnId: null } },
      { type: 'custom_property', operator: 'eq', data: compared('any') },
      { type: 'custom_property', operator: 'eq', data: compared('eq', [1, 2]) },
    ]) {
      expect(zAutomationConditionInput.safeParse(condition).success).toBe(false);
    }
    const target = { type: 'target_custom_property', operator: 'eq', data: compared('any') };
    expect(zAutomationConditionInput.parse(target)).toEqual(target);
  });

  test('only date triggers accept settings', () => {
    const date = { type: 'due_date_on_date', data: { timezone: 'UTC', variant: 'date_day_came' } };
    expect(zAutomationTriggerInput.parse(date)).toEqual(date);
    expect(zAutomationTriggerInput.parse({ type: 'blocked' })).toEqual({ type: 'blocked' });
    for (const trigger of [
      { type: 'due_date_on_date' },
      { ...date, type: 'custom_property_date_on_date' },
      { ...date, data: { ...date.data, variant: 'tomorrow' } },
      {
        type: 'checklist_item_due_date_on_date',
        data: { timezone: 'UTC', variant: 'date_moment_came' },
      },
    ]) {
      expect(zAutomationTriggerInput.safeParse(trigger).success).toBe(false);
    }
  });

  test('an automation requires a trigger, or a name if it runs on demand', () => {
    const actions = [{ type: 'archive', data: {} }];
    const trigger = { type: 'checklists_completed' };
    const isValid = (body: unknown) => zCreateAutomationRequest.safeParse(body).success;
    expect(isValid({ type: 'on_action', trigger, actions })).toBe(true);
    expect(isValid({ type: 'on_demand', name: 'Clean up', actions })).toBe(true);
    expect(isValid({ type: 'on_action', actions })).toBe(false);
    expect(isValid({ type: 'on_demand', actions })).toBe(false);
    expect(isValid({ type: 'on_demand', name: 'x'.repeat(257), actions })).toBe(false);
    expect(isValid({ type: 'on_action', trigger, actions: [] })).toBe(false);
    expect(isValid({ type: 'on_action', trigger, actions: Array(11).fill(actions[0]) })).toBe(
      false,
    );
  });
});

function sorting(sortProperty: string) {
  return { sortDirection: 'asc' as const, sortWithinColumn: true, sortProperty };
}

function link() {
  return {
    url: 'https://example.com',
    uid: 'f1c8e036-2a7d-4d59-b604-8e3a9c5f7d12',
    description: '',
  };
}

function compared(comparator: string, propertyIds = [1]) {
  return { value: null, propertyIds, comparator };
}
