/* biome-ignore lint/suspicious/noExplicitAny: the generator does not export its symbols' metadata */
type Meta = any;

/**
 * One file per operation and one per component, so that a program that validates one call loads
 * one operation and what it refers to.
 */
export function placeOf({ resource, resourceId }: Meta): string {
  return resource === 'operation'
    ? `operations/${resourceId}`
    : `schemas/${componentName(resourceId)}`;
}

export function componentName(reference: string): string {
  return reference.slice(reference.lastIndexOf('/') + 1);
}
