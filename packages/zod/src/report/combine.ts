import type { EnumValue } from '../known-values.js';
import { NOTHING, type Path, type UnknownFinding } from './finding.js';

type Findings = readonly UnknownFinding[];

/** Of several ways to read a value, the one that leaves least unknown; of equals, the first. */
export function leastUnknown(readings: readonly Findings[]): Findings {
  const [first = NOTHING, ...others] = readings;
  const least = others.reduce((best, next) => (next.length < best.length ? next : best), first);
  return least.map((finding) =>
    finding.kind === 'enum' ? { ...finding, known: knownAt(finding.path, readings) } : finding,
  );
}

/** What any of the readings takes for known at a place that the best of them objects to. */
function knownAt(path: Path, readings: readonly Findings[]): readonly EnumValue[] {
  const known = readings
    .flat()
    .flatMap((finding) =>
      finding.kind === 'enum' && isSame(finding.path, path) ? finding.known : [],
    );
  return [...new Set(known)];
}

/** Where a value is two things at once: what is unknown to each of them that has a say there. */
export function unknownToBoth(left: Findings, right: Findings): Findings {
  const onlyRight = right.filter((finding) => !left.some((other) => isEqual(other, finding)));
  return [
    ...left.filter((finding) => !isKnownTo(right, finding)),
    ...onlyRight.filter((finding) => !isKnownTo(left, finding)),
  ];
}

/** Whoever does not know a key has no say about what is below it. */
function isKnownTo(findings: Findings, finding: UnknownFinding): boolean {
  return !findings.some(
    (other) =>
      isEqual(other, finding) || (other.kind === 'key' && isWithin(finding.path, other.path)),
  );
}

function isEqual(a: UnknownFinding, b: UnknownFinding): boolean {
  return a.kind === b.kind && isSame(a.path, b.path);
}

function isSame(a: Path, b: Path): boolean {
  return a.length === b.length && isWithin(a, b);
}

function isWithin(path: Path, outer: Path): boolean {
  return outer.every((key, index) => key === path[index]);
}
