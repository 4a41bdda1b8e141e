import type { Problem } from '../../cli/problem.ts';
import { isObject, type Json, type JsonObject } from '../../openapi/json.ts';
import type { Overlay } from '../overlay/apply.ts';
import { isNote, noteProblems } from './check-note.ts';
import type { Mismatch } from './note.ts';
import { placeProblems } from './place.ts';

const NOTES_KEY = 'x-mismatches';

interface Collected {
  /** The valid notes, in the order of overlays and actions. */
  readonly mismatches: Mismatch[];
  readonly problems: Problem[];
}

/**
 * Gathers what the actions of overlays note of differences between documentation and server.
 *
 * @param contract What the overlays make: each note is on a place in it.
 */
export function collectMismatches(overlays: readonly Overlay[], contract: JsonObject): Collected {
  const mismatches: Mismatch[] = [];
  const problems: Problem[] = [];
  for (const { file, pointer, note } of overlays.flatMap(notesOf)) {
    const misshapen = noteProblems(note);
    problems.push(...misshapen.map((problem) => inNote(problem, file, pointer)));
    if (!isNote(note)) continue;
    const misplaced = placeProblems(contract, note);
    problems.push(...misplaced.map((problem) => inNote(problem, file, pointer)));
    mismatches.push({ ...note, file, pointer });
  }
  return { mismatches, problems };
}

interface PlacedNote {
  readonly file: string;
  readonly pointer: string;
  readonly note: Json;
}

function notesOf({ file, document }: Overlay): PlacedNote[] {
  const actions = Array.isArray(document.actions) ? document.actions : [];
  return actions.flatMap((action, index) => {
    if (!isObject(action) || !Object.hasOwn(action, NOTES_KEY)) return [];
    const notes = action[NOTES_KEY] as Json;
    const pointer = `/actions/${index}/${NOTES_KEY}`;
    // What is no list is checked as a note, which it is not either.
    return Array.isArray(notes)
      ? notes.map((note, place) => ({ file, pointer: `${pointer}/${place}`, note }))
      : [{ file, pointer, note: notes }];
  });
}

function inNote(problem: Problem, file: string, pointer: string): Problem {
  return { ...problem, file, pointer: pointer + (problem.pointer ?? '') };
}
