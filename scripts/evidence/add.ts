import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { formatCount } from '../cli/format-count.ts';
import { writeFilesAtomic } from '../cli/write.ts';
import { readContractDocuments } from '../contracts/documents.ts';
import { contractPaths, displayPath } from '../contracts/paths.ts';
import { parseShapes } from './parse.ts';
import { evidenceFileOf, isKnownIn, readEvidence } from './read.ts';
import {
  countsAt,
  type KindCounts,
  type PlaceCounts,
  placesOfAll,
  RECORDED_KINDS,
  type Recording,
  SHAPES_FORMAT,
} from './recording.ts';
import { type RecordingLabels, readRecordings } from './sources.ts';

const LABELS = ['operationId', 'recorded', 'by', 'variant', 'part'] as const;

/**
 * Adds recordings to the evidence of a repository.
 *
 * @returns What was done, as lines of text.
 * @throws `PipelineError` with everything that cannot be used; no file is changed then.
 */
export async function addEvidence(
  root: string,
  paths: readonly string[],
  labels: RecordingLabels,
): Promise<readonly string[]> {
  const isKnown = isKnownIn(await readContractDocuments(root));
  const evidence = await readEvidence(root, isKnown);
  const added = await readRecordings(paths, labels, isKnown);
  const files = [...Map.groupBy(added, ({ operationId }) => operationId)].map(
    ([operationId, recordings]) => {
      const before = evidence.recordings
        .filter((recording) => recording.operationId === operationId)
        .map(({ file: _, ...recording }) => recording);
      const path = join(contractPaths(root).evidence, evidenceFileOf(operationId));
      const text = serializeShapes(addRecordings(before, recordings));
      // Labels from the command line are checked like those in files.
      parseShapes(text, { file: displayPath(path), isKnown });
      return { path, text, isNew: text !== serializeShapes(before) };
    },
  );
  const changed = files.filter(({ isNew }) => isNew);
  await mkdir(contractPaths(root).evidence, { recursive: true });
  await writeFilesAtomic(changed.map(({ path, text }) => ({ path, content: text })));
  return [
    ...changed.map(({ path }) => `${displayPath(path)} written`),
    `${formatCount(added.length, 'recording')} read, ${formatCount(changed.length, 'file')} changed`,
  ];
}

/**
 * Adds recordings to others. A recording that shows nothing new is left out, and one that continues
 * another replaces it, so adding a file again, also when it has grown, counts nothing twice.
 *
 * @returns All recordings, the known ones first.
 */
export function addRecordings(
  known: readonly Recording[],
  added: readonly Recording[],
): readonly Recording[] {
  return added.reduce(addRecording, known);
}

function addRecording(known: readonly Recording[], added: Recording): readonly Recording[] {
  const comparable = known.filter((recording) =>
    LABELS.every((label) => recording[label] === added[label]),
  );
  if (comparable.some((recording) => covers(recording.places, added.places))) return known;
  const covered = comparable.filter((recording) => covers(added.places, recording.places));
  return [...known.filter((recording) => !covered.includes(recording)), added];
}

/** Whether one recording counts everything that another counts, at least as often. */
function covers(one: PlaceCounts, other: PlaceCounts): boolean {
  return placesOfAll(one, other).every((place) => {
    const [more, less] = [countsAt(one, place), countsAt(other, place)];
    return RECORDED_KINDS.every((kind) => (more[kind] ?? 0) >= (less[kind] ?? 0));
  });
}

/**
 * A file of shapes. The text is the same for the same recordings in any order, with one place per
 * line, so that a diff shows what a new recording adds.
 */
export function serializeShapes(recordings: readonly Recording[]): string {
  const texts = [...recordings]
    .map((recording) => [keyOf(recording), textOf(recording)] as const)
    .sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0))
    .map(([, text]) => text);
  const list = texts.length === 0 ? '[]' : `[\n${texts.join(',\n')}\n  ]`;
  return `{\n  "format": ${quoted(SHAPES_FORMAT)},\n  "recordings": ${list}\n}\n`;
}

function textOf({ places, ...labels }: Recording): string {
  const lines = LABELS.flatMap((label) => {
    const value = labels[label];
    return value === undefined ? [] : [`      "${label}": ${quoted(value)},`];
  });
  const counted = Object.keys(places)
    .sort()
    .map((place) => `        ${quoted(place)}: ${countsText(places[place] ?? {})}`);
  return ['    {', ...lines, '      "places": {', counted.join(',\n'), '      }', '    }'].join(
    '\n',
  );
}

function countsText(counts: KindCounts): string {
  const known = RECORDED_KINDS.filter((kind) => counts[kind] !== undefined);
  return `{ ${known.map((kind) => `"${kind}": ${counts[kind]}`).join(', ')} }`;
}

function keyOf(recording: Recording): string {
  const { operationId, recorded, by, variant = '' } = recording;
  return [operationId, recorded, by, variant, textOf(recording)].join('\n');
}

const quoted = (text: string) => JSON.stringify(text);
