import { type Complaint, isMismatch, type Mismatch } from './complaint.js';

type Option = readonly Complaint[];

/**
 * The complaints of the option of a union that a value most likely was meant to be: one of whose
 * constants it has most, with the fewest complaints, the deepest of them. Where the value is no such
 * kind of thing as any option, one complaint that names them all.
 *
 * @param path Where the value is.
 */
export function closestOption(options: readonly Option[], path: readonly PropertyKey[]): Option {
  const isOtherKind = (complaint: Complaint): complaint is Mismatch =>
    complaint.path.length === path.length &&
    isMismatch(complaint) &&
    (complaint.wrong === 'type' || complaint.wrong === 'constant');
  const [closest] = options.filter((option) => !option.some(isOtherKind)).toSorted(byDistance);
  if (closest) return closest;
  const expected = options.flatMap((option) => option.filter(isOtherKind)).flatMap(expectedOf);
  return [{ path, expected: [...new Set(expected)], wrong: 'type' }];
}

function byDistance(a: Option, b: Option): number {
  return otherConstants(a) - otherConstants(b) || a.length - b.length || depthOf(b) - depthOf(a);
}

function otherConstants(option: Option): number {
  return option.filter((complaint) => isMismatch(complaint) && complaint.wrong === 'constant')
    .length;
}

function depthOf(option: Option): number {
  return Math.max(...option.map(({ path }) => path.length));
}

function expectedOf({ expected }: Mismatch): readonly string[] {
  return expected;
}
