import { $ } from '@hey-api/openapi-ts';

/** The types package's helper for each part of an operation: `QueryOf<'listSpaces'>`. */
const HELPER_OF_ROLE: Readonly<Record<string, string>> = {
  'request-body': 'BodyOf',
  'request-headers': 'HeadersOf',
  'request-path': 'PathOf',
  'request-query': 'QueryOf',
  responses: 'ResponseOf',
};

/* biome-ignore lint/suspicious/noExplicitAny: the generator does not export its hooks' types */
type Event = any;

/**
 * Hook on every exported schema: builds it on first use, so that an import costs nothing, and
 * declares it as `z.ZodType<T>` with T from the types module. So declarations stay small, and the
 * compiler proves that validators and types agree.
 *
 * @param onExport Called with each.
 */
export function lazyAndTyped(imports: ZodImports, onExport: (exported: ExportedSchema) => void) {
  return ({ node, plugin }: Event): void => {
    const meta = node?.symbol?.meta;
    if (meta?.artifact !== 'zod' || meta.category !== 'schema' || !node.value) return;
    const z = plugin.imports.z;
    node.type(
      $.type(z)
        .attr('ZodType')
        .generic(typeOf(plugin, imports.types, meta)),
    );
    node.assign(
      $(importedSymbol(plugin, imports.lazily, 'lazily')).call($.func().do(node.value.return())),
    );
    onExport({ symbol: node.symbol, meta });
  };
}

export interface ExportedSchema {
  /** Has its name, after the run. */
  readonly symbol: { readonly finalName: string };
  readonly meta: SchemaMeta;
}

function typeOf(plugin: Event, external: string, meta: Event) {
  if (meta.resource === 'definition') {
    return $.type(importedSymbol(plugin, external, componentName(meta.resourceId), 'type'));
  }
  const helper = HELPER_OF_ROLE[meta.role];
  if (!helper) throw new Error(`No type helper for the role ${meta.role}`);
  return $.type(importedSymbol(plugin, external, helper, 'type')).generic(
    $.type.literal(meta.resourceId),
  );
}

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

/**
 * Modules that validators import, besides zod. Relative ones are as files see them that are one
 * folder below the generated ones.
 */
export interface ZodImports {
  /** Has a type for every component, and `BodyOf` and its like. */
  readonly types: string;
  /** Has what the code of checks calls. */
  readonly checks: string;
  /** Has `lazily`. */
  readonly lazily: string;
  /** Has `openEnum`. */
  readonly openEnum: string;
  /** Has `atLeastOneOf`. */
  readonly refinements: string;
}

/** Of the validators package: hand-written modules above its generated ones. */
export const PACKAGE_IMPORTS = {
  types: '@kaiten-sdk/types',
  checks: '../../checks.js',
  lazily: '../../lazily.js',
  openEnum: '../../open-enum.js',
  refinements: '../../refinements.js',
} as const satisfies ZodImports;

/* biome-ignore lint/suspicious/noExplicitAny: the generator does not export the type of plugins */
type Plugin = any;

/** A name that a generated file imports from a module; one symbol, however often it is asked for. */
export function importedSymbol(plugin: Plugin, module: string, name: string, kind?: 'type') {
  return plugin.symbolOnce(name, {
    external: module,
    ...(kind && { kind }),
    meta: { resource: module, resourceId: name },
  });
}
