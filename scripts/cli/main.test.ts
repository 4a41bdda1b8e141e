import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const MAIN = new URL('main.ts', import.meta.url).href;
const PROBLEM = new URL('problem.ts', import.meta.url).href;
const FOLDER = fileURLToPath(new URL('.', import.meta.url));

/** Runs these statements as a command and returns its result. */
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

test('passes the arguments on', async () => {
  expect(await run('console.log(args.join());', 'a', '--b')).toEqual({
    code: 0,
    stdout: 'a,--b\n',
    stderr: '',
  });
});

test('prints the usage for --help, and does nothing else', async () => {
  expect(await run("throw new Error('ran');", '--help')).toEqual({
    code: 0,
    stdout: 'Usage: program\n',
    stderr: '',
  });
});

test.each([
  ["throw new UsageError('--a needs --b.');", '--a needs --b.'],
  ['parseArgs({ args, options: {} });', "Unknown option '--wrong'"],
])('exits with 2 and prints the usage if the arguments are wrong: %s', async (work, message) => {
  expect(await run(work, '--wrong')).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringMatching(new RegExp(`^${message}.*\n\nUsage: program\n$`)),
  });
});

test('prints the problems of a PipelineError without a stack, and exits with 1', async () => {
  const problem = { file: 'a.yaml', pointer: '/b', message: 'is wrong', hint: 'Mend it.' };
  const work = `throw new PipelineError('It failed', [${JSON.stringify(problem)}]);`;
  expect(await run(work)).toEqual({
    code: 1,
    stdout: '',
    stderr: 'It failed\n  a.yaml #/b: is wrong\n    → Mend it.\n',
  });
});

test('prints the stack of any other error', async () => {
  expect(await run("throw new TypeError('oops');")).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(/^TypeError: oops\n {4}at /),
  });
});
