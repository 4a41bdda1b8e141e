import type { Json, JsonObject } from '../openapi/json.ts';

/** Whether users send it or receive it: the same change means different things. */
export type Side = 'request' | 'response';

/** Where something stands in one document or both. */
export interface Place {
  /** RFC 6901 pointer in the document that has it: the new one, or the old one for what is gone. */
  readonly pointer: string;
  /** As messages name it: `Card.owner.id`, `limit of listCards`. */
  readonly label: string;
  /** Pointer to what owns it: a component, or an operation. */
  readonly owner: string;
}

/** One thing that differs between two documents, before anybody says what it means. */
export interface Difference extends Place {
  /** Values where it stands, as far as they help a reader. */
  readonly before?: Json | undefined;
  readonly after?: Json | undefined;
  /** The rule that says what it means; where there is a probe, the engine finds it. */
  readonly rule: string;
  readonly probe?: Probe;
}

/** The smallest pair of operations that differ in nothing but this: what the engine compares. */
export interface Probe {
  readonly base: JsonObject;
  readonly head: JsonObject;
}
