import type { JsonObject } from '../document/json.ts';
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
  const [problem] = verdictsOn(pinned ?? {}, live).filter(
    ({ refused }) => refused === 'always' || (refused === 'unless-accepted' && !acceptRemovals),
  );
  if (!problem) return;
  throw new SpecRejectedError('The live spec is not what it was', [{ ...problem, file }]);
}
