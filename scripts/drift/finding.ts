/**
 * What a look at the live specification found: nothing, a change with its report, or a change that
 * our patches no longer fit.
 */
export type Finding =
  | { readonly kind: 'none' }
  | { readonly kind: 'changed' | 'misfit'; readonly title: string; readonly body: string };
