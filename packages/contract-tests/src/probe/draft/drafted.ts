import type { JsonObject } from '@kaiten-sdk/scripts/openapi/index.ts';
import type { Schema } from '../../contract/schema.ts';
import type { FullFinding } from '../finding.ts';
import { toldFinding } from '../format-findings.ts';

/** A place of the contract with all that was found there. */
export interface DraftPlace {
  /** RFC 9535 path. */
  readonly path: string;
  readonly schema: Schema;
  readonly findings: readonly FullFinding[];
}

/** An action, and the findings that it is made of. */
export interface Drafted {
  readonly action: JsonObject;
  readonly of: readonly FullFinding[];
}

/** Makes one kind of actions for a place. */
export type Draft = (place: DraftPlace) => readonly Drafted[];

/** An action with what was seen, and how often, in its description. */
export function drafted(of: readonly FullFinding[], target: string, change: JsonObject): Drafted {
  const description = `Draft, of answers: ${of.map(toldFinding).join('; ')}.`;
  return { of, action: { target, description, ...change } };
}
