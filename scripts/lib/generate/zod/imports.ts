/**
 * Modules that validators import, besides zod. Relative ones are as files see them that are one
 * folder below the generated ones.
 */
export interface ZodImports {
  /** Has a type for every component, and `BodyOf` and its like. */
  readonly types: string;
  /** Has `lazily`. */
  readonly lazily: string;
  /** Has `atLeastOneOf`. */
  readonly refinements: string;
}

/** Of the validators package: hand-written modules above its generated ones. */
export const PACKAGE_IMPORTS = {
  types: '@kaiten-sdk/types',
  lazily: '../../lazily.js',
  refinements: '../../refinements.js',
} as const satisfies ZodImports;
