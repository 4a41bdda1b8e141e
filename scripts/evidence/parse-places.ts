import { isObject, type Json, type JsonObject } from '../openapi/json.ts';
import { type Findings, shown } from './fields.ts';
import { isNamedStep, placeProblem, stepOf } from './place.ts';
import { type Counts, KINDS, type Kind } from './recording.ts';

type Path = readonly (string | number)[];
type Places = Readonly<Record<string, Counts>>;

/** Checks the places of a recording and what was counted at them. */
export function parsePlaces(value: Json | undefined, path: Path, findings: Findings): Places {
  const places = findings.object(value, path);
  if (!places) return {};
  if (Object.keys(places).length === 0) {
    findings.add(path, 'is empty', 'Leave out recordings that show nothing.');
  }
  for (const [place, counts] of Object.entries(places)) {
    const at = [...path, place];
    const problem = placeProblem(place);
    if (problem) findings.add(at, `${shown(place)} is not a place`, hintOf(problem));
    else if (checkCounts(counts, at, findings)) checkParent(place, counts, places, at, findings);
  }
  return places as Places;
}

function hintOf(problem: string): string {
  return `${problem[0]?.toUpperCase()}${problem.slice(1)}.`;
}

function checkCounts(value: Json, path: Path, findings: Findings): value is JsonObject {
  const counts = findings.object(value, path);
  if (!counts) return false;
  const before = findings.problems.length;
  if (Object.keys(counts).length === 0) {
    findings.add(path, 'counts nothing', 'Leave out places where nothing was seen.');
  }
  for (const [kind, count] of Object.entries(counts)) {
    if (!KINDS.includes(kind as Kind)) {
      findings.add([...path, kind], `${kind} is not a kind`, `Kinds are ${KINDS.join(', ')}.`);
    } else if (!Number.isSafeInteger(count) || Number(count) < 1) {
      const hint = 'Write how often it was seen, 1 or more, or leave it out.';
      findings.add([...path, kind], `${shown(count)} is not a count`, hint);
    }
  }
  return findings.problems.length === before;
}

/** What is in a place must fit what the place itself is: counts are never invented. */
function checkParent(
  place: string,
  counts: JsonObject,
  places: JsonObject,
  path: Path,
  findings: Findings,
): void {
  const last = stepOf(place);
  const isNamed = last !== undefined && isNamedStep(last.step);
  if (counts.absent !== undefined && !isNamed) {
    const hint = 'Count absences only of properties with a name of their own.';
    findings.add([...path, 'absent'], 'is not a property that an object can lack', hint);
  }
  const parent = last && places[last.parent];
  if (!last || !isObject(parent)) return;
  const kind = last.step === '[]' ? 'array' : 'object';
  const most = Number(parent[kind] ?? 0);
  const seen = Object.values(counts).reduce<number>((sum, count) => sum + Number(count), 0);
  if (most === 0 || (isNamed && seen > most)) {
    const message = `was seen ${seen} times in ${most} ${kind}s of ${last.parent}`;
    findings.add(path, message, `Count each ${kind} of ${last.parent} once.`);
  }
}
