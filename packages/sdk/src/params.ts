// How the parameters of a method come about. What an operation takes in its path and query and the
// fields of its body are one object: `kaiten.cards.update({ card_id: 1, title: 'New' })`. Where a
// field of the body has the name of a parameter, or the body is a form, it is under `body`.

/** One object instead of several, as editors show it. */
export type Flat<T> = { [Key in keyof T]: T[Key] };

export type Path<Data extends { path: unknown }> = Data['path'];

export type Query<Data extends { query?: unknown }> = NonNullable<Data['query']>;

export type Body<Data extends { body?: unknown }> = NonNullable<Data['body']>;

/** The fields of a body that may be left out altogether. */
export type SomeOfBody<Data extends { body?: unknown }> = Partial<Body<Data>>;

/** The operation takes none. */
export type NoParams = { readonly [name: string]: never };

/** What an operation answers with when it succeeds. */
export type Answer<Responses> = Responses[keyof Responses];
