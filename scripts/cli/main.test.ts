import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const MAIN = new URL('main.ts', import.meta.url).href;
const PROBLEM = new URL('problem.ts', import.meta.url).href;
const FOLDER = fileURLToPath(new URL('.', import.meta.url));

/** How a program ends whose work is these statements. */
function run(work: string, ...args: string[]): Promise<object> {
  const program = `
    import { parseArgs } from 'node:util';
    import { runMain, UsageError } from '${MAIN}';
    import { PipelineError } from '${PROBLEM}';
    await runMain('Usage: program', async (args) => { ${work} });`;
  const parameters = ['--input-type=module', '--eval', program, 'program', ...args];
  return new Promise((resolve) => {
    const child = execFile(process.execPath, parameters, { cwd: FOLDER }, (_, stdout, stderr) =>
      resolve({ code: child.exitCode, stdout, stderr }),
    );
  });
}

test('hands on what was typed', async () => {
  expect(await run('console.log(args.join());', 'a', '--b')).toEqual({
    code: 0,
    stdout: 'a,--b\n',
    stderr: '',
  });
});

test('prints the usage on --help, and does nothing', async () => {
  expect(await run("throw new Error('ran');", '--help')).toEqual({
    code: 0,
    stdout: 'Usage: program\n',
    stderr: '',
  });
});

test.each([
  ["throw new UsageError('--a needs --b.');", '--a needs --b.'],
  ['parseArgs({ args, options: {} });', "Unknown option '--wrong'"],
])('exits with 2 and the usage when what was typed is wrong: %s', async (work, told) => {
  expect(await run(work, '--wrong')).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringMatching(new RegExp(`^${told}.*\n\nUsage: program\n$`)),
  });
});

test('tells the problems of a failed step, without a stack, and exits with 1', async () => {
  const problem = { file: 'a.yaml', pointer: '/b', message: 'is wrong', hint: 'Mend it.' };
  const work = `throw new PipelineError('It failed', [${JSON.stringify(problem)}]);`;
  expect(await run(work)).toEqual({
    code: 1,
    stdout: '',
    stderr: 'It failed\n  a.yaml #/b: is wrong\n    → Mend it.\n',
  });
});

test('shows the stack of a failure that is our own', async () => {
  expect(await run("throw new TypeError('oops');")).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(/^TypeError: oops\n {4}at /),
  });
});
