import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { ROOT } from './lib/contract/paths.ts';

const FOLDER = join(ROOT, '.github/workflows');
const FILES = (await readdir(FOLDER)).filter((name) => /\.ya?ml$/.test(name));

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}

interface Job {
  readonly if?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
  readonly 'timeout-minutes'?: number;
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const workflows = new Map(
  await Promise.all(
    FILES.map(async (name) => {
      const text = await readFile(join(FOLDER, name), 'utf8');
      return [name, { text, workflow: parse(text) as Workflow }] as const;
    }),
  ),
);

const jobs = [...workflows].flatMap(([file, { workflow }]) =>
  Object.entries(workflow.jobs).map(([name, job]) => ({ name: `${file} ${name}`, job })),
);

const writes = ({ permissions = {} }: Job) => Object.values(permissions).includes('write');

test('there are the workflows that the rest is about', () => {
  expect(FILES.sort()).toEqual(['ci.yml', 'drift.yml', 'release.yml']);
});

test.each([...workflows])('%s may only read by default', (_, { workflow }) => {
  expect(workflow.permissions).toBeTypeOf('object');
  expect(Object.values(workflow.permissions).filter((level) => level !== 'read')).toEqual([]);
});

test.each([...workflows])(
  '%s pins each action by its commit, and says which version that is',
  (_, { text }) => {
    const uses = text.split('\n').filter((line) => /\buses:/.test(line));
    expect(uses.length).toBeGreaterThan(0);
    for (const line of uses) expect(line).toMatch(/ uses: [\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  },
);

test.each([...workflows])('%s knows no secret but the token of its run', (_, { text }) => {
  const secrets = [...text.matchAll(/secrets(?:\.|\[['"])(\w+)/g)].map(([, name]) => name);
  expect(secrets.filter((name) => name !== 'GITHUB_TOKEN')).toEqual([]);
  expect(text).not.toMatch(/secrets: *inherit|NODE_AUTH_TOKEN|NPM_TOKEN/);
});

test.each([...workflows])('%s runs nothing of a stranger with its rights', (_, { workflow }) => {
  expect(Object.keys(workflow.on)).not.toContain('pull_request_target');
  expect(Object.keys(workflow.on)).not.toContain('workflow_run');
});

test('only the publishing job proves who it is', () => {
  const proving = jobs.filter(({ job }) => job.permissions?.['id-token'] !== undefined);
  expect(proving.map(({ name }) => name)).toEqual(['release.yml publish']);
  expect(proving[0]?.job.permissions).toEqual({ contents: 'read', 'id-token': 'write' });
});

const OURS = /^github\.repository == '[\w-]+\/[\w-]+' && github\.ref == 'refs\/heads\/main'( &&|$)/;

test.each(jobs)('$name is harmless in a fork and on a branch, and ends', ({ job }) => {
  expect(job['timeout-minutes']).toBeLessThanOrEqual(20);
  if (writes(job)) expect(job.if).toMatch(OURS);
});

test.each(jobs)('$name hands its token to the steps that need it, and to no other', ({ job }) => {
  for (const { env = {}, run = '', uses = '', with: inputs } of job.steps) {
    if (uses.startsWith('actions/checkout@')) expect(inputs?.['persist-credentials']).toBe(false);
    expect('GH_TOKEN' in env).toBe(run.includes('gh auth setup-git'));
  }
});

test.each(jobs)('$name puts no value of an event into a shell', ({ job }) => {
  for (const { run = '' } of job.steps) expect(run).not.toContain('${{');
});

test('every script that a workflow calls is there', () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const called = jobs.flatMap(({ job }) =>
    job.steps.flatMap(({ run = '' }) =>
      [...run.matchAll(/(?:npx pnpm|npm) ([\w:]+)/g)].map(([, name]) => name),
    ),
  );
  expect(Object.keys(scripts)).toEqual(
    expect.arrayContaining(called.filter((name) => name !== 'install')),
  );
});
