import { $ } from '@hey-api/openapi-ts';
import { componentName, placeOf } from './placement.ts';

/** Hand-written, as generated files two folders below it see it. */
const LAZILY = '../../lazily.js';
const TYPES_PACKAGE = '@kaiten-sdk/types';

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
 * declares it as `z.ZodType<T>` with T from the types package. So declarations stay small, and the
 * compiler proves that validators and types agree.
 *
 * @param onExport Called with the symbol of each, whose final name is known after the run.
 */
export function lazyAndTyped(onExport: (symbol: ExportedSymbol, place: string) => void) {
  return ({ node, plugin }: Event): void => {
    const meta = node?.symbol?.meta;
    if (meta?.artifact !== 'zod' || meta.category !== 'schema' || !node.value) return;
    const z = plugin.imports.z;
    node.type($.type(z).attr('ZodType').generic(typeOf(plugin, meta)));
    node.assign($(lazilyOf(plugin)).call($.func().do(node.value.return())));
    onExport(node.symbol, placeOf(meta));
  };
}

function lazilyOf(plugin: Event) {
  return plugin.symbolOnce('lazily', {
    external: LAZILY,
    meta: { resource: LAZILY, resourceId: 'lazily' },
  });
}

export interface ExportedSymbol {
  readonly finalName: string;
}

function typeOf(plugin: Event, meta: Event) {
  if (meta.resource === 'definition') {
    return $.type(fromTypesPackage(plugin, componentName(meta.resourceId)));
  }
  const helper = HELPER_OF_ROLE[meta.role];
  if (!helper) throw new Error(`No type helper for the role ${meta.role}`);
  return $.type(fromTypesPackage(plugin, helper)).generic($.type.literal(meta.resourceId));
}

function fromTypesPackage(plugin: Event, name: string) {
  return plugin.symbolOnce(name, {
    external: TYPES_PACKAGE,
    kind: 'type',
    meta: { resource: TYPES_PACKAGE, resourceId: name },
  });
}
