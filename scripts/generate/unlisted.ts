/**
 * How the type of a kind ends that is not known yet. TypeScript narrows a union by a property only if
 * no member's property takes what another's does, and a `string` would take everything; so the type
 * is `` `${string} (unlisted)` ``, which no known kind is. At run time it is any string.
 */
export const UNLISTED_SUFFIX = ' (unlisted)';
