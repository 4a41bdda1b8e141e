import { excerpt } from '../cli/format-count.ts';
import { whyNotAllowed, withoutCredentials } from '../contracts/location.ts';
import { SpecRejectedError } from './errors.ts';

const MAX_REDIRECTS = 5;

export function isRedirect(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status);
}

/**
 * Where a redirect leads.
 *
 * @param visited The URLs requested so far, the redirecting one last.
 * @param location The `Location` header.
 * @throws SpecRejectedError when it leads nowhere, round in a circle, too far, or to a place where
 * nothing is requested from.
 */
export function nextHop(visited: readonly URL[], location: string | null): URL {
  const target = location === null ? null : URL.parse(location, visited.at(-1)?.href);
  if (!target) {
    const given = location === null ? 'names no target' : `leads to "${excerpt(location)}"`;
    throw rejected(visited, `a redirect that ${given}`);
  }
  const reason = whyNotAllowed(target);
  if (reason) {
    const shown = excerpt(withoutCredentials(target.href));
    throw rejected(visited, `a redirect to ${shown}, which is not followed: ${reason}`);
  }
  const way = [...visited, target].map(({ href }) => href).join(' → ');
  if (visited.some(({ href }) => href === target.href)) {
    throw rejected(visited, `redirects that go round in a circle: ${way}`);
  }
  if (visited.length > MAX_REDIRECTS) {
    throw rejected(visited, `more than ${MAX_REDIRECTS} redirects: ${way}`);
  }
  return target;
}

function rejected([start]: readonly URL[], got: string): SpecRejectedError {
  return new SpecRejectedError(`${start?.href} answered with ${got}`);
}
