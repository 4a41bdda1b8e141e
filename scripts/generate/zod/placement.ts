/** What the generator knows of a schema that it exports; it does not export the type. */
export interface SchemaMeta {
  readonly resource: 'definition' | 'operation';
  /** A component's reference, or an operation's id. */
  readonly resourceId: string;
  /** Which part of an operation it is, such as `responses`. */
  readonly role?: string;
}

/**
 * One file per operation and one per component, so that a program that validates one call loads
 * one operation and what it refers to.
 */
export function placeOf({ resource, resourceId }: SchemaMeta): string {
  return resource === 'operation'
    ? `operations/${resourceId}`
    : `schemas/${componentName(resourceId)}`;
}

export function componentName(reference: string): string {
  return reference.slice(reference.lastIndexOf('/') + 1);
}
