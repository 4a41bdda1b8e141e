import type { Sent } from './responses.ts';
import type { RecordedState } from './state.ts';

/**
 * What a required property rests on: recordings, documentation, being the id or the name of a thing, or
 * telling the members of a union apart. `refuted` is an error of its own.
 */
export type Support =
  | 'evidence'
  | 'documentation'
  | 'identity'
  | 'discriminator'
  | 'refuted'
  | { readonly unsupported: string };

/** What is known of a required property at a place. */
export interface Known {
  readonly kind: Sent['kind'];
  readonly state: RecordedState;
  /** Whether one of several objects that the place takes requires it, and not all by the same list. */
  readonly isMember: boolean;
  /** Whether all of these require it. */
  readonly isShared: boolean;
  readonly isDiscriminator: boolean;
  readonly isDeprecated: boolean;
  /** Whether the object is the operation's own, not embedded. */
  readonly isTop: boolean;
  /** Whether it holds the rows of a page, as `x-pagination` says. */
  readonly isRows: boolean;
  /** Whether the documentation lists it at the top level of the operation's response. */
  readonly isDocumented: boolean;
}

/** What names a thing, wherever it is embedded. */
export const IDENTITY: ReadonlySet<string> = new Set(['id', 'uid', 'title', 'name', 'full_name']);

/** The rule for required, as in specs/kaiten/README.md. */
export function supportOf(name: string, known: Known): Support {
  const { having, isSeen, lacking } = known.state;
  if (known.isDeprecated) return { unsupported: 'which is deprecated' };
  if (known.kind === 'event') return payloadSupport(name, known);
  if (lacking.length > 0) return lackedSupport(name, known, isSeen);
  if (having.length > 0) return 'evidence';
  if (known.isDiscriminator) return 'discriminator';
  if (IDENTITY.has(name)) return 'identity';
  if (known.isRows) return 'documentation';
  if (known.isMember) {
    return { unsupported: 'which no recording has: a member of a union needs one' };
  }
  if (known.kind === 'callback') return 'documentation';
  if (!known.isTop) {
    return { unsupported: 'which no recording has, in what is embedded here' };
  }
  return known.isDocumented
    ? 'documentation'
    : { unsupported: 'which neither a recording nor the documentation of this operation has' };
}

/** Objects that lack it may be other members of the union. */
function lackedSupport(name: string, known: Known, isSeen: boolean): Support {
  if (known.isShared) return 'refuted';
  if (known.isDiscriminator) return 'discriminator';
  if (isSeen) return 'evidence';
  return IDENTITY.has(name) ? 'identity' : { unsupported: 'which no recorded object has' };
}

/** What payloads of events consist of: the name of the event, and what holds the ids. */
const ENVELOPE = new Set(['event', 'data', 'old']);

/** Payloads of events: two recordings have to agree on what is neither envelope nor an id. */
function payloadSupport(name: string, { isDiscriminator, isShared, state }: Known): Support {
  const { having, lacking } = state;
  if (lacking.length > 0 && isShared) return 'refuted';
  if (having.length > 1) return 'evidence';
  if (isDiscriminator) return 'discriminator';
  if (ENVELOPE.has(name) || /(^|_)u?id$/.test(name)) return 'identity';
  return { unsupported: 'which two recordings would have to agree on in the payload of a webhook' };
}
