import { $ } from '@hey-api/openapi-ts';
import { importedSymbol, type ZodImports } from './imports.ts';
import { componentName, type SchemaMeta } from './placement.ts';

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
