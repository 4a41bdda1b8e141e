/** What is sent in the query of a call. */
export type Query = Readonly<Record<string, unknown>>;
