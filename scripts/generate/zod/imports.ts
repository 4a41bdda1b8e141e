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
