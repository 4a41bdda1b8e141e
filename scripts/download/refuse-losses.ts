import type { JsonObject } from '../openapi/json.ts';
import { SpecRejectedError } from './errors.ts';
import { verdictsOn } from './verdicts.ts';

/**
 * Refuses a live spec that is empty, or lacks so many of the pinned operations that the publisher
 * has more likely broken it than meant it.
 *
 * @throws SpecRejectedError
 */
export function refuseLosses(
  pinned: JsonObject | undefined,
  live: JsonObject,
  file: string,
  acceptRemovals: boolean,
): void {
  const [verdict] = verdictsOn(pinned ?? {}, live).filter(
    ({ refused }) => refused === 'always' || (refused === 'unless-accepted' && !acceptRemovals),
  );
  if (!verdict) return;
  const { hint, message, pointer } = verdict;
  const outcome = 'is not taken over, and nothing is written';
  throw new SpecRejectedError(message, [{ file, pointer, message: outcome, hint }]);
}
