import { type Counts, KINDS, type Recording, SHAPES_FORMAT } from './recording.ts';

/**
 * A file of shapes, always the same for the same recordings: one place a line, in order, so that a
 * difference shows what a new recording saw.
 */
export function serializeShapes(recordings: readonly Recording[]): string {
  const sorted = [...recordings].sort(compareRecordings);
  const format = `  "format": ${JSON.stringify(SHAPES_FORMAT)},`;
  if (sorted.length === 0) return `{\n${format}\n  "recordings": []\n}\n`;
  const list = sorted.map(textOf).join(',\n');
  return `{\n${format}\n  "recordings": [\n${list}\n  ]\n}\n`;
}

function textOf({ operationId, recorded, by, variant, places }: Recording): string {
  const head = { operationId, recorded, by, ...(variant === undefined ? {} : { variant }) };
  const fields = Object.entries(head).map(([key, value]) => `      "${key}": ${quoted(value)},`);
  const lines = Object.keys(places)
    .sort()
    .map((place) => `        ${quoted(place)}: ${countsText(places[place] ?? {})}`);
  return ['    {', ...fields, '      "places": {', lines.join(',\n'), '      }', '    }'].join(
    '\n',
  );
}

function countsText(counts: Counts): string {
  const known = KINDS.filter((kind) => counts[kind] !== undefined);
  return `{ ${known.map((kind) => `"${kind}": ${counts[kind]}`).join(', ')} }`;
}

function compareRecordings(one: Recording, other: Recording): number {
  const [left, right] = [keyOf(one), keyOf(other)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function keyOf(recording: Recording): string {
  const { operationId, recorded, by, variant = '' } = recording;
  return [operationId, recorded, by, variant, textOf(recording)].join('\n');
}

const quoted = (text: string) => JSON.stringify(text);
