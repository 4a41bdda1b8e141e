import { type CommandOptions, runCommand } from './run-command.ts';

export interface GitOptions {
  /** The author of commits. @default the author that git is configured with */
  readonly author?: { readonly name: string; readonly email: string };
  /** The file to use as the index. */
  readonly index?: string;
  readonly signal?: CommandOptions['signal'];
}

/** Runs git in a folder: `const git = gitIn(folder); await git('status')`. */
export function gitIn(
  cwd: string,
  { author, index, signal }: GitOptions = {},
): (...args: string[]) => Promise<string> {
  const env = {
    ...withoutRepository(process.env),
    ...(author ? asAuthor(author) : {}),
    ...(index ? { GIT_INDEX_FILE: index } : {}),
  };
  return (...args) => runCommand('git', args, { cwd, env, signal });
}

/** A git hook sets variables for its repository; here the folder determines the repository. */
function withoutRepository(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^GIT_(DIR|WORK_TREE|INDEX_FILE|PREFIX)$/.test(name)),
  );
}

function asAuthor({ email, name }: NonNullable<GitOptions['author']>): NodeJS.ProcessEnv {
  return {
    GIT_AUTHOR_NAME: name,
    GIT_AUTHOR_EMAIL: email,
    GIT_COMMITTER_NAME: name,
    GIT_COMMITTER_EMAIL: email,
  };
}

/**
 * The files that differ from the last commit, new ones included, as paths from the root of the
 * repository.
 */
export async function changedPaths(root: string): Promise<string[]> {
  const listed = await gitIn(root)(
    ...['status', '--porcelain', '-z', '--no-renames', '--untracked-files=all'],
  );
  return listed
    .split('\0')
    .filter((entry) => entry !== '')
    .map((entry) => entry.slice('XY '.length));
}
