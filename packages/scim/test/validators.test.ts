import { expect, test } from 'vitest';
import {
  zCreateScimUserBody,
  zGetScimGroupPath,
  zScimGroup,
  zScimUser,
  zUpdateScimGroupBody,
  zUpdateScimUserBody,
} from '../src/generated/zod/index.gen.js';

const USER = {
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
  id: 5081,
  userName: 'ada@example.com',
  name: { givenName: 'Ada', familyName: null },
  active: true,
  emails: [{ value: 'ada@example.com', type: 'work', primary: true }],
  groups: [{ value: 17, $ref: 'https://your-company.kaiten.ru/scim/v2/Groups/17', display: 'All' }],
  meta: { resourceType: 'User', created: '2026-10-28T12:00:00.000Z' },
};

test('a response is returned unchanged, with unknown properties', () => {
  const body = { ...USER, nickName: 'ada', name: { ...USER.name, honorificPrefix: 'Dr' } };
  expect(zScimUser.parse(body)).toEqual(body);
});

test('the id of a group may be a string or a number', () => {
  const group = { schemas: [], displayName: 'All', meta: {} };
  expect(zScimGroup.safeParse({ ...group, id: '17' }).success).toBe(true);
  expect(zScimGroup.safeParse({ ...group, id: 17 }).success).toBe(true);
  expect(zScimGroup.safeParse({ ...group, id: null }).success).toBe(false);
  expect(zGetScimGroupPath.safeParse({ group_id: 17 }).success).toBe(true);
  expect(zGetScimGroupPath.safeParse({ group_id: '17' }).success).toBe(true);
});

test.each([
  [{ op: 'replace', path: 'active', value: false }, true],
  [{ op: 'add', path: 'active', value: false }, false],
  [{ op: 'replace', path: 'active', value: 'no' }, false],
  [{ op: 'add', path: 'name', value: { familyName: 'Example' } }, true],
  [{ op: 'add', path: 'name', value: { middleName: 'M' } }, false],
  [{ op: 'replace', path: 'name.familyName', value: 'Example' }, true],
  [{ op: 'remove', path: 'name.familyName' }, true],
  [{ op: 'remove', path: 'active' }, false],
  [{ op: 'replace', path: 'emails', value: [] }, false],
])('change of a user %j: %j', (change, allowed) => {
  expect(zUpdateScimUserBody.safeParse({ Operations: [change] }).success).toBe(allowed);
});

test.each([
  [{ op: 'add', path: 'members', value: 5081 }, true],
  [{ op: 'remove', path: 'members', value: 5081 }, true],
  [{ op: 'remove', path: 'members' }, false],
  [{ op: 'add', path: 'members', value: [{ value: 5081 }] }, false],
  [{ op: 'replace', path: 'displayName', value: 'All' }, true],
  [{ op: 'remove', path: 'displayName', value: 'All' }, false],
])('change of a group %j: %j', (change, allowed) => {
  expect(zUpdateScimGroupBody.safeParse({ Operations: [change] }).success).toBe(allowed);
});

test('emails of a new user are an array or one object, and unknown properties are rejected', () => {
  const email = { value: 'ada@example.com' };
  expect(zCreateScimUserBody.safeParse({ emails: [email] }).success).toBe(true);
  expect(zCreateScimUserBody.safeParse({ emails: email }).success).toBe(true);
  expect(zCreateScimUserBody.safeParse({ userName: 'ada' }).success).toBe(false);
  expect(zCreateScimUserBody.safeParse({ emails: [email], active: true }).success).toBe(false);
});
