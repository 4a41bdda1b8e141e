interface Process {
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** An environment variable, where the platform has them. Empty is the same as unset. */
export function environmentVariable(name: string): string | undefined {
  const { process } = globalThis as { process?: Process };
  return process?.env?.[name] || undefined;
}
