import type { JsonObject } from '@kaiten-sdk/scripts/openapi/index.ts';
import type { Overlay } from '@kaiten-sdk/scripts/patch/index.ts';
import { patchLayer } from '../../src/layers/offline-layers.ts';
import { contract, file, overlays, upstream } from '../repository.ts';
import { changed, extended, type Mutation, without } from './edit.ts';

const committed = { upstream, overlays, contract, file };

const rows: [what: string, change: Partial<typeof committed>, reported: string][] = [
  [
    'the contract was edited by hand',
    {
      contract: extended(contract, '/components/schemas/Tag/properties/name', { type: 'integer' }),
    },
    '#/components/schemas/Tag/properties/name/type: is "integer", the overlays give "string"',
  ],
  [
    'the contract lost an operation',
    { contract: without(contract, '/paths/~1tags', 'get') },
    '#/paths/~1tags/get: is nothing, the overlays give an object',
  ],
  [
    'an overlay says something else',
    { overlays: edited('tags', /"List the tags of the company"/, '"List tags"') },
    '#/paths/~1tags/get/summary',
  ],
  [
    'an overlay aims at nothing',
    { overlays: edited('tags', /\$\.paths\['\/tags'\]\.get/, "$.paths['/labels'].get") },
    "$.paths['/labels'].get: matches nothing",
  ],
  [
    'upstream fixed what an overlay patches',
    { upstream: changed(upstream, '/paths/~1tags/get/operationId', () => 'listTags') },
    'expected "get_tags"',
  ],
];

export const ofOverlays: readonly Mutation[] = rows.map(([what, change, reported]) => ({
  what,
  layer: 'patch',
  run: () => patchLayer({ ...committed, ...change }),
  reported,
}));

/** The overlays, with a text of one of them replaced. */
function edited(name: string, text: RegExp, replacement: string): Overlay[] {
  return overlays.map((overlay) => {
    if (!overlay.file.endsWith(`/${name}.overlay.yaml`)) return overlay;
    const before = JSON.stringify(overlay.document);
    const after = before.replace(text, () => replacement);
    if (after === before) throw new Error(`${name} has nothing like ${text}`);
    return { ...overlay, document: JSON.parse(after) as JsonObject };
  });
}
