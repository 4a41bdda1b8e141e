import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import { isMap, isScalar, isSeq, LineCounter, parseDocument, type YAMLMap } from 'yaml';
import { listFiles } from '../cli/folder.ts';
import { parsePointer } from '../openapi/reference.ts';

/** A line of a file. */
export interface SourceLine {
  /** Relative to the root of the repository. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/**
 * Finds the lines of a repository that parts of its contract come from: in the overlay that updates
 * the innermost value, or else in the contract.
 */
export async function sourceLines(
  root: string,
): Promise<(pointer: string) => SourceLine | undefined> {
  const [updates, contract] = await Promise.all([overlayUpdates(root), contractLines(root)]);
  return (pointer) => {
    const segments = parsePointer(pointer);
    let best: { update: OverlayUpdate; depth: number } | undefined;
    for (const update of updates) {
      const depth = depthOf(update, segments);
      if (depth > 0 && depth >= (best?.depth ?? 0)) best = { update, depth };
    }
    return best ? lineOf(best.update, segments.slice(0, best.depth)) : contract(segments);
  };
}

/** An overlay action that updates a target without wildcards or filters. */
interface OverlayUpdate {
  readonly file: string;
  readonly target: readonly string[];
  readonly update: YAMLMap;
  readonly lines: LineCounter;
}

async function overlayUpdates(root: string): Promise<OverlayUpdate[]> {
  const folder = 'specs/kaiten/overlays';
  const files = (await listFiles(join(root, folder))).filter((file) => file.endsWith('.yaml'));
  const parsed = await Promise.all(
    files.map(async (name) => {
      const file = `${folder}/${name}`;
      const lines = new LineCounter();
      const text = await readFile(join(root, file), 'utf8');
      const actions = parseDocument(text, { lineCounter: lines }).get('actions');
      return (isSeq(actions) ? actions.items : []).flatMap((action): OverlayUpdate[] => {
        if (!isMap(action)) return [];
        const target = plainTarget(String(action.get('target')));
        const update = action.get('update');
        return target && isMap(update) ? [{ file, target, update, lines }] : [];
      });
    }),
  );
  return parsed.flat();
}

/** The segments of a JSONPath that consists of names; `undefined` for any other. */
function plainTarget(path: string): string[] | undefined {
  if (!/^\$(\.\w+|\['[^'\\]*'\])*$/.test(path)) return undefined;
  return [...path.matchAll(/\.(\w+)|\['([^']*)'\]/g)].map(
    ([, name, quoted]) => name ?? quoted ?? '',
  );
}

/** How many of the segments an update sets; 0 if it does not set anything there. */
function depthOf({ target, update }: OverlayUpdate, segments: readonly string[]): number {
  if (!target.every((name, index) => segments[index] === name)) return 0;
  let depth = target.length;
  while (depth < segments.length && update.hasIn(segments.slice(target.length, depth + 1))) {
    depth += 1;
  }
  return depth === target.length ? 0 : depth;
}

/** The line of the value that an update sets at some segments. */
function lineOf(
  { file, target, update, lines }: OverlayUpdate,
  segments: readonly string[],
): SourceLine {
  const parents = segments.slice(target.length, -1);
  const parent = parents.length > 0 ? update.getIn(parents, true) : update;
  const pair = isMap(parent)
    ? parent.items.find(({ key }) => isScalar(key) && String(key.value) === segments.at(-1))
    : undefined;
  const start = isScalar(pair?.key) ? pair.key.range?.[0] : update.range?.[0];
  return { file, line: lines.linePos(start ?? 0).line };
}

async function contractLines(
  root: string,
): Promise<(segments: readonly string[]) => SourceLine | undefined> {
  const file = 'specs/kaiten/openapi.json';
  const text = await readFile(join(root, file), 'utf8');
  const tree = parseTree(text);
  return (segments) => {
    for (let length = segments.length; tree && length > 0; length -= 1) {
      const names = segments.slice(0, length);
      const indexed = names.map((name) => (/^\d+$/.test(name) ? Number(name) : name));
      const node = findNodeAtLocation(tree, indexed) ?? findNodeAtLocation(tree, names);
      if (node) return { file, line: text.slice(0, node.offset).split('\n').length };
    }
    return undefined;
  };
}
