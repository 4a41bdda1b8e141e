import { readFile } from 'node:fs/promises';
import { isCollection, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { JsonObject } from '../openapi/json.ts';
import { parsePointer } from '../openapi/reference.ts';
import { type Action, type Location, type Overlay, parseOverlay, select } from '../patch/index.ts';

/** A line of an overlay. */
export interface OverlayLine {
  readonly file: string;
  readonly line: number;
}

interface Written {
  /** Where in the contract an action writes. */
  readonly location: Location;
  readonly file: string;
  /** What it writes, as YAML with its places. */
  readonly update: unknown;
  readonly lineOf: (node: unknown) => number | undefined;
}

/**
 * Finds the lines of the overlays that made what the contract says somewhere. What upstream says, or
 * what was completed, has none.
 */
export class OverlayLines {
  readonly #written: readonly Written[];

  private constructor(written: readonly Written[]) {
    this.#written = written;
  }

  /** Reads the overlays again, now with the lines of what they say. */
  static async read(contract: JsonObject, overlays: readonly Overlay[]): Promise<OverlayLines> {
    const written = await Promise.all(overlays.map((overlay) => writtenBy(contract, overlay)));
    return new OverlayLines(written.flat());
  }

  /**
   * The line that wrote what is at a pointer, or the nearest thing around it.
   *
   * @param entry An entry of the list at the pointer.
   */
  at(pointer: string, entry?: string): OverlayLine | undefined {
    const wanted = parsePointer(pointer);
    let best: { line: OverlayLine; depth: number } | undefined;
    for (const { file, lineOf, location, update } of this.#written) {
      if (location.some((segment, index) => String(segment) !== wanted[index])) continue;
      const found = descend(update, wanted.slice(location.length), entry);
      const line = lineOf(found.node);
      const depth = location.length + found.depth;
      // Later actions write over earlier ones.
      if (line !== undefined && depth >= (best?.depth ?? LEAST))
        best = { line: { file, line }, depth };
    }
    return best?.line;
  }
}

/** As deep as an operation or a component is: what is above says nothing of either. */
const LEAST = 3;

/** As far into what is written as it goes; the entry counts as one step more. */
function descend(
  root: unknown,
  segments: readonly string[],
  entry: string | undefined,
): { node: unknown; depth: number } {
  let holder = root;
  let node = root;
  let depth = 0;
  for (const segment of segments) {
    const pair = isMap(holder)
      ? holder.items.find(({ key }) => nameOf(key) === segment)
      : undefined;
    const child = pair ? pair.value : isSeq(holder) ? holder.items[Number(segment)] : undefined;
    if (child === undefined) return { node, depth };
    node = pair ? pair.key : child;
    holder = child;
    depth += 1;
  }
  const item = isSeq(holder) ? holder.items.find((value) => nameOf(value) === entry) : undefined;
  return item ? { node: item, depth: depth + 1 } : { node, depth };
}

function nameOf(node: unknown): string | undefined {
  return isScalar(node) ? String(node.value) : undefined;
}

async function writtenBy(contract: JsonObject, overlay: Overlay): Promise<Written[]> {
  const counter = new LineCounter();
  const text = await readFile(overlay.file, 'utf8');
  const actions = parseDocument(text, { lineCounter: counter }).get('actions');
  const lineOf = (node: unknown) =>
    isNode(node) && node.range ? counter.linePos(node.range[0]).line : undefined;
  return parseOverlay(overlay).actions.flatMap(({ change, place, query }: Action) => {
    const action = isCollection(actions) ? actions.get(place.number - 1, true) : undefined;
    const update = isMap(action) ? action.get('update', true) : undefined;
    if (change.kind !== 'update' || update === undefined) return [];
    return select(query, contract).map(({ location }) => ({
      location,
      file: overlay.file,
      update,
      lineOf,
    }));
  });
}
