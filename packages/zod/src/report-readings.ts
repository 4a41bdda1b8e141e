import type { EnumValue } from './known-values.js';
import type { Path, UnknownFinding } from './report.js';

type Findings = readonly UnknownFinding[];

/** The findings of the union option with the fewest; the first one if several have as few. */
export function leastUnknown(readings: readonly Findings[]): Findings {
  const [first = [], ...others] = readings;
  const least = others.reduce((best, next) => (next.length < best.length ? next : best), first);
  return least.map((finding) =>
    finding.kind === 'enum' ? { ...finding, known: knownAt(finding.path, readings) } : finding,
  );
}

/** The values that any option knows at a path. */
function knownAt(path: Path, readings: readonly Findings[]): readonly EnumValue[] {
  const known = readings
    .flat()
    .flatMap((finding) =>
      finding.kind === 'enum' && isSame(finding.path, path) ? finding.known : [],
    );
  return [...new Set(known)];
}

/** For an intersection: the findings that the other side does not know either. */
export function unknownToBoth(left: Findings, right: Findings): Findings {
  const onlyRight = right.filter((finding) => !left.some((other) => isEqual(other, finding)));
  return [
    ...left.filter((finding) => !isKnownTo(right, finding)),
    ...onlyRight.filter((finding) => !isKnownTo(left, finding)),
  ];
}

/** A side that does not know a property does not know the values in it. */
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
