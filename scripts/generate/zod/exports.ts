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
 * Hook for every exported schema: builds it on first use, so that an import costs nothing, and
 * declares it as `z.ZodType<T>` with T from the types module. This keeps declarations small, and
 * the compiler verifies that validators and types agree.
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
  /** Its `finalName` is set after the run. */
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

/** Metadata of an exported schema; the generator does not export this type. */
export interface SchemaMeta {
  readonly resource: 'definition' | 'operation';
  /** A component's reference, or an operation's id. */
  readonly resourceId: string;
  /** Which part of an operation it is, such as `responses`. */
  readonly role?: string;
}

/**
 * One file per operation and one per component, so that a program that validates one call only
 * loads that operation and what it refers to.
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
 * Modules that validators import, besides zod. Relative paths are relative to files one folder
 * below the generated folder.
 */
export interface ZodImports {
  /** Exports a type for every component, and `BodyOf` and similar types. */
  readonly types: string;
  /** Exports the helpers of the generated checks. */
  readonly checks: string;
  /** Exports `lazily`. */
  readonly lazily: string;
  /** Exports `openEnum`. */
  readonly openEnum: string;
  /** Exports `atLeastOneOf`. */
  readonly refinements: string;
}

/** For the validators package: hand-written modules in the parent folder of its generated files. */
export const PACKAGE_IMPORTS = {
  types: '@kaiten-sdk/types',
  checks: '../../checks.js',
  lazily: '../../lazily.js',
  openEnum: '../../open-enum.js',
  refinements: '../../refinements.js',
} as const satisfies ZodImports;

/* biome-ignore lint/suspicious/noExplicitAny: the generator does not export the type of plugins */
type Plugin = any;

/** A name that a generated file imports from a module; always the same symbol. */
export function importedSymbol(plugin: Plugin, module: string, name: string, kind?: 'type') {
  return plugin.symbolOnce(name, {
    external: module,
    ...(kind && { kind }),
    meta: { resource: module, resourceId: name },
  });
}
