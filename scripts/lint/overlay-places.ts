import { readFile } from 'node:fs/promises';
import { isCollection, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import { isObject, type Json, type JsonObject } from '../openapi/json.ts';
import { parsePointer } from '../openapi/reference.ts';
import {
  type Action,
  type NodeLocation,
  type Overlay,
  parseOverlay,
  select,
} from '../patch/index.ts';

/** Returns which overlay to change for a finding at a pointer into the contract, if it is known. */
export function fileToFix(
  contract: JsonObject,
  overlays: readonly Overlay[],
): (pointer: string) => string | undefined {
  const owners = ownersOf(overlays);
  return (pointer) => {
    const [section, first = '', second = ''] = parsePointer(pointer);
    if (section === 'components') return owners.get(`/components/${first}/${second}`);
    const items = section === undefined ? undefined : contract[section];
    const item = isObject(items) ? items[first] : undefined;
    const operation = isObject(item) ? item[second] : undefined;
    return isObject(operation) ? owners.get(String(operation.operationId)) : undefined;
  };
}

/** The overlay that creates each operation (by its id) and each component (by its pointer). */
function ownersOf(overlays: readonly Overlay[]): ReadonlyMap<string, string> {
  const owners = new Map<string, string>();
  for (const { file, document } of overlays) {
    for (const action of Array.isArray(document.actions) ? document.actions : []) {
      if (!isObject(action)) continue;
      // Later overlays refer or add to what an earlier one creates.
      for (const name of [...operationsIn(action.update), ...componentsIn(action)]) {
        if (!owners.has(name)) owners.set(name, file);
      }
    }
  }
  return owners;
}

function operationsIn(update: Json | undefined): string[] {
  if (!isObject(update)) return [];
  const { operationId } = update;
  return typeof operationId === 'string'
    ? [operationId]
    : Object.values(update).flatMap((value) => operationsIn(value));
}

function componentsIn({ target, update }: JsonObject): string[] {
  const match = /^\$\.components(?:\.(?<section>\w+))?$/.exec(String(target));
  if (!match || !isObject(update)) return [];
  const section = match.groups?.section;
  const sections = section === undefined ? Object.entries(update) : [[section, update] as const];
  return sections.flatMap(([name, components]) =>
    isObject(components) ? Object.keys(components).map((key) => `/components/${name}/${key}`) : [],
  );
}

/** A line of an overlay. */
export interface OverlayLine {
  readonly file: string;
  readonly line: number;
}

/** An update of an overlay action at one place. */
interface PlacedUpdate {
  /** Where in the contract the action writes. */
  readonly location: NodeLocation;
  readonly file: string;
  /** The YAML nodes of the update, which know their position. */
  readonly update: unknown;
  readonly lineOf: (node: unknown) => number | undefined;
}

/**
 * Finds the overlay lines that a place of the contract comes from. Places that come from upstream, or
 * that patching completed, have none.
 */
export class OverlayLines {
  readonly #written: readonly PlacedUpdate[];

  private constructor(written: readonly PlacedUpdate[]) {
    this.#written = written;
  }

  /** Reads the overlays again, this time with line numbers. */
  static async read(contract: JsonObject, overlays: readonly Overlay[]): Promise<OverlayLines> {
    const written = await Promise.all(overlays.map((overlay) => writtenBy(contract, overlay)));
    return new OverlayLines(written.flat());
  }

  /**
   * The line that wrote the value at a pointer, or else its closest ancestor.
   *
   * @param entry An entry of the array at the pointer.
   */
  at(pointer: string, entry?: string): OverlayLine | undefined {
    const wanted = parsePointer(pointer);
    let best: { line: OverlayLine; depth: number } | undefined;
    for (const { file, lineOf, location, update } of this.#written) {
      if (location.some((segment, index) => String(segment) !== wanted[index])) continue;
      const found = descend(update, wanted.slice(location.length), entry);
      const line = lineOf(found.node);
      const depth = location.length + found.depth;
      // Later actions overwrite earlier ones.
      if (line !== undefined && depth >= (best?.depth ?? MIN_DEPTH))
        best = { line: { file, line }, depth };
    }
    return best?.line;
  }
}

/** The depth of operations and components: a line above says nothing about either. */
const MIN_DEPTH = 3;

/** Follows segments as far as the YAML goes; an entry counts as one more step. */
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

async function writtenBy(contract: JsonObject, overlay: Overlay): Promise<PlacedUpdate[]> {
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
