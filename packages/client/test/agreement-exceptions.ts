/**
 * Components whose two types differ for a reason, each as `| 'Name'` with the reason above it.
 * A name that agrees after all fails the test, so that the list cannot rot.
 */
export type ComponentException = never;
