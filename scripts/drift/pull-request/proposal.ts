/** A pull request that is made anew whenever there is something new to say. */
export interface Proposal {
  /** The branch that it is made from; nobody else's. */
  readonly branch: string;
  readonly title: string;
  /** Markdown. */
  readonly body: string;
}

/** Where proposals go. */
export interface Target {
  /** The repository on disk. */
  readonly root: string;
  /** The name of the git remote. */
  readonly remote: string;
  /** The branch to merge into. */
  readonly base: string;
  /** The environment of `gh`, which takes its token from there. */
  readonly env?: NodeJS.ProcessEnv | undefined;
}
