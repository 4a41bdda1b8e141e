import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';

/** The differences between documentation and server that the overlays list (`x-mismatches`). */
export interface Note {
  readonly where: string;
  readonly field: string;
  readonly documented: string | null;
  readonly kind: string;
  readonly value?: unknown;
  readonly unreflected?: string;
}

interface Overlay {
  readonly actions: readonly { readonly 'x-mismatches'?: readonly Note[] }[];
}

const SPECS = new URL('../../../../specs/kaiten/', import.meta.url);

const { overlays } = JSON.parse(await readFile(new URL('source.json', SPECS), 'utf8')) as {
  overlays: string[];
};

export const notes: readonly Note[] = (await Promise.all(overlays.map(notesOf))).flat();

async function notesOf(overlay: string): Promise<Note[]> {
  const text = await readFile(new URL(`overlays/${overlay}.overlay.yaml`, SPECS), 'utf8');
  const { actions } = parse(text) as Overlay;
  return actions.flatMap((action) => action['x-mismatches'] ?? []);
}
