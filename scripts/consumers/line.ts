import type { Place } from '../diff/index.ts';

/** One line of a consumer's program. */
export interface Line {
  readonly text: string;
  /** What of the published contract it relies on; absent for lines that rely on nothing. */
  readonly relies?: Reliance;
}

interface Reliance extends Place {
  /** What a break of it is called: a rule of the policy. */
  readonly rule: ConsumerRule;
}

export type ConsumerRule =
  | 'consumer-import'
  | 'consumer-call'
  | 'consumer-read'
  | 'consumer-constant'
  | 'consumer-shape-switch'
  | 'consumer-event-switch'
  | 'consumer-program';

/** A line that relies on something. */
export function line(text: string, rule: ConsumerRule, place: Place): Line {
  return { text, relies: { rule, ...place } };
}

/** A line that only holds others together. */
export function plain(text: string): Line {
  return { text };
}
