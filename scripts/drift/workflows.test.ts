import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { chmod, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { folderWith } from '../cli/temporary-folder.ts';
import { ROOT } from '../contracts/paths.ts';

const FOLDER = join(ROOT, '.github/workflows');
const FILES = (await readdir(FOLDER)).filter((name) => /\.ya?ml$/.test(name));

interface Step {
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}

interface Job {
  readonly if?: string;
  readonly environment?: string;
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

test('these workflows exist', () => {
  expect(FILES.sort()).toEqual(['ci.yml', 'drift.yml', 'release.yml']);
});

test.each([...workflows])('%s has read-only permissions by default', (_, { workflow }) => {
  expect(workflow.permissions).toBeTypeOf('object');
  expect(Object.values(workflow.permissions).filter((level) => level !== 'read')).toEqual([]);
});

test.each([...workflows])(
  '%s pins each action to a commit, with its version in a comment',
  (_, { text }) => {
    const uses = text.split('\n').filter((line) => /\buses:/.test(line));
    expect(uses.length).toBeGreaterThan(0);
    for (const line of uses) expect(line).toMatch(/ uses: [\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  },
);

const TENANT = ['KAITEN_DOMAIN', 'KAITEN_TOKEN'];

test.each([...workflows])('%s uses only the secrets that it needs', (name, { text }) => {
  const secrets = [...text.matchAll(/secrets(?:\.|\[['"])(\w+)/g)].map(([, secret]) => secret);
  const known = name === 'drift.yml' ? TENANT : [];
  expect(secrets.filter((secret) => secret !== 'GITHUB_TOKEN')).toEqual(known);
  expect(text).not.toMatch(/secrets: *inherit|NODE_AUTH_TOKEN|NPM_TOKEN/);
});

test.each([...workflows])(
  '%s never runs code of a fork with its permissions',
  (_, { workflow }) => {
    expect(Object.keys(workflow.on)).not.toContain('pull_request_target');
    expect(Object.keys(workflow.on)).not.toContain('workflow_run');
  },
);

test('only the publishing job has an identity token', () => {
  const proving = jobs.filter(({ job }) => job.permissions?.['id-token'] !== undefined);
  expect(proving.map(({ name }) => name)).toEqual(['release.yml publish']);
  expect(proving[0]?.job.permissions).toEqual({ contents: 'read', 'id-token': 'write' });
});

const OURS = /^github\.repository == '[\w-]+\/[\w-]+' && github\.ref == 'refs\/heads\/main'( &&|$)/;

describe('the job that reads a tenant', () => {
  const [reading, ...others] = jobs.filter(({ job }) => job.environment === 'tenant');
  const { if: when, permissions, steps = [] } = reading?.job ?? {};
  const step = steps.at(-1);

  test('runs only for main, has read-only permissions, and does not follow the live spec', () => {
    expect([reading?.name, others]).toEqual(['drift.yml prove', []]);
    expect(when).toMatch(OURS);
    expect(permissions).toEqual({ contents: 'read' });
    for (const { run = '' } of steps) expect(run).not.toContain('drift');
    expect(steps.map(({ run }) => run)).toContain('npm start -- --pinned');
  });

  test('passes the secrets only to its last step', () => {
    const knowing = jobs.flatMap(({ job }) =>
      job.steps.filter((one) => TENANT.some((name) => JSON.stringify(one).includes(name))),
    );
    expect(knowing).toEqual([step]);
    expect(Object.keys(step?.env ?? {})).toEqual(TENANT);
  });

  test.each([
    ['warns if no tenant is configured', '', '', true],
    ['does not warn if one is configured', 'acme', 'a-token', false],
    ['does not warn if only one of the secrets is set', 'acme', '', false],
  ])('%s', async (_, KAITEN_DOMAIN, KAITEN_TOKEN, isWarning) => {
    const folder = await folderWith({ npx: '#!/bin/sh\necho "$*"\n' });
    await chmod(join(folder, 'npx'), 0o755);
    const PATH = `${folder}:${process.env.PATH}`;
    const env = { PATH, KAITEN_DOMAIN, KAITEN_TOKEN };
    const { stdout } = await promisify(execFile)('bash', ['-e', '-c', step?.run ?? ''], { env });
    expect(stdout.startsWith('::warning ')).toBe(isWarning);
    expect(stdout).toMatch(/pnpm contract .*--layer tenant/);
  });
});

test.each(jobs)('$name does not write from a fork or a branch, and has a timeout', ({ job }) => {
  expect(job['timeout-minutes']).toBeLessThanOrEqual(20);
  if (writes(job)) expect(job.if).toMatch(OURS);
});

test.each(jobs)('$name passes its token only to the steps that need it', ({ job }) => {
  for (const { env = {}, run = '', uses = '', with: inputs } of job.steps) {
    if (uses.startsWith('actions/checkout@')) expect(inputs?.['persist-credentials']).toBe(false);
    expect('GH_TOKEN' in env).toBe(/\bgh (auth|workflow) /.test(run));
    expect('GITHUB_TOKEN' in env).toBe(uses.startsWith('changesets/action@'));
  }
});

test('the version pull request is opened before publishing, in a job that cannot publish', () => {
  const { version, publish } = workflows.get('release.yml')?.workflow.jobs ?? {};
  const action = version?.steps.find(({ uses = '' }) => uses.startsWith('changesets/action@'));
  expect(action?.with).toMatchObject({ version: 'npx pnpm changeset version', publish: 'false' });
  expect(action?.if).toBe("steps.pending.outputs.changesets != '0'");
  expect(publish?.if).toContain("needs.version.outputs.changesets == '0'");
  expect(publish?.steps.filter(({ env = {} }) => 'GITHUB_TOKEN' in env)).toEqual([]);
});

test.each(jobs)('$name does not interpolate expressions in shell commands', ({ job }) => {
  for (const { run = '' } of job.steps) expect(run).not.toContain('${{');
});

test('every script that a workflow runs exists', () => {
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
