import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
import { isMap, isScalar, isSeq, LineCounter, parseDocument, type YAMLMap } from 'yaml';
import { listFiles } from '../cli/folder.ts';
import { parsePointer } from '../openapi/reference.ts';
import type { SourceLine } from './report.ts';

/**
 * Finds the lines of a repository that places of its contract come from: the deepest value that an
 * overlay writes there, else the line of the contract itself.
 */
export async function sourceLines(
  root: string,
): Promise<(pointer: string) => SourceLine | undefined> {
  const writings = await writingsOf(root);
  const contract = await contractLines(root);
  return (pointer) => {
    const segments = parsePointer(pointer);
    const best = writings
      .map((writing) => ({ writing, depth: depthOf(writing, segments) }))
      .filter(({ depth }) => depth > 0)
      .reduce<{ writing: Writing; depth: number } | undefined>(
        (deepest, one) => (deepest && deepest.depth > one.depth ? deepest : one),
        undefined,
      );
    return best ? lineOf(best.writing, segments) : contract(segments);
  };
}

/** One action of an overlay that updates a place that can be told without its expression. */
interface Writing {
  readonly file: string;
  readonly target: readonly string[];
  readonly update: YAMLMap;
  readonly lines: LineCounter;
}

async function writingsOf(root: string): Promise<Writing[]> {
  const folder = 'specs/kaiten/overlays';
  const files = (await listFiles(join(root, folder))).filter((file) => file.endsWith('.yaml'));
  const parsed = await Promise.all(
    files.map(async (name) => {
      const file = `${folder}/${name}`;
      const lines = new LineCounter();
      const text = await readFile(join(root, file), 'utf8');
      const actions = parseDocument(text, { lineCounter: lines }).get('actions');
      return (isSeq(actions) ? actions.items : []).flatMap((action): Writing[] => {
        if (!isMap(action)) return [];
        const target = plainTarget(String(action.get('target')));
        const update = action.get('update');
        return target && isMap(update) ? [{ file, target, update, lines }] : [];
      });
    }),
  );
  return parsed.flat();
}

/** The segments of a JSONPath of names only; `undefined` for any other. */
function plainTarget(path: string): string[] | undefined {
  if (!/^\$(\.\w+|\['[^'\\]*'\])*$/.test(path)) return undefined;
  return [...path.matchAll(/\.(\w+)|\['([^']*)'\]/g)].map(
    ([, name, quoted]) => name ?? quoted ?? '',
  );
}

/** How many segments below its target an action writes of a place; 0 where it does not. */
function depthOf({ target, update }: Writing, segments: readonly string[]): number {
  if (!target.every((name, index) => segments[index] === name)) return 0;
  const written = writtenSegments(update, segments.slice(target.length));
  return written === 0 ? 0 : target.length + written;
}

function writtenSegments(update: YAMLMap, segments: readonly string[]): number {
  let depth = 0;
  while (depth < segments.length && update.hasIn(segments.slice(0, depth + 1))) depth += 1;
  return depth;
}

function lineOf({ file, target, update, lines }: Writing, segments: readonly string[]): SourceLine {
  const inside = segments.slice(target.length);
  const path = inside.slice(0, writtenSegments(update, inside));
  const parent = path.length > 1 ? update.getIn(path.slice(0, -1), true) : update;
  const pair = isMap(parent)
    ? parent.items.find(({ key }) => isScalar(key) && String(key.value) === path.at(-1))
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
    const node = tree && deepest(tree, segments);
    return node && { file, line: text.slice(0, node.offset).split('\n').length };
  };
}

function deepest(tree: Node, segments: readonly string[]): Node | undefined {
  for (let length = segments.length; length > 0; length -= 1) {
    const path = segments.slice(0, length).map((one) => (/^\d+$/.test(one) ? Number(one) : one));
    const node =
      findNodeAtLocation(tree, path) ?? findNodeAtLocation(tree, [...segments.slice(0, length)]);
    if (node) return node;
  }
  return undefined;
}
