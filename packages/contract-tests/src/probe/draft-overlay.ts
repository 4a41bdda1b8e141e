import {
  type Json,
  type JsonObject,
  parsePointer,
  resolve,
} from '@kaiten-sdk/scripts/openapi/index.ts';
import type { Schema } from '../contract/schema.ts';
import { codeActions } from './draft/codes.ts';
import type { Draft, DraftPlace } from './draft/drafted.ts';
import { fieldActions } from './draft/fields.ts';
import { requirementActions } from './draft/requirements.ts';
import { typeActions } from './draft/types.ts';
import type { Finding, FullFinding } from './finding.ts';

const DRAFTS: readonly Draft[] = [fieldActions, requirementActions, typeActions, codeActions];

interface DraftOverlay {
  readonly overlay: JsonObject;
  /** Findings that no action can be made of. */
  readonly left: readonly Finding[];
}

/**
 * A draft of an overlay (OpenAPI Overlay 1.1) after which the contract allows what was found. It
 * goes on the contract as it is, after all other overlays; what the new things mean is for a person
 * to say.
 */
export function draftOverlay(contract: JsonObject, findings: readonly FullFinding[]): DraftOverlay {
  const places = placesOf(contract, findings);
  const drafted = places.flatMap((place) => DRAFTS.flatMap((draft) => draft(place)));
  const done = new Set(drafted.flatMap(({ of }) => of));
  const overlay = {
    overlay: '1.1.0',
    info: { title: 'Draft of what answers show', version: '1.0.0' },
    actions: drafted.map(({ action }) => action),
  };
  return { overlay, left: findings.filter((finding) => !done.has(finding)) };
}

function placesOf(contract: JsonObject, findings: readonly FullFinding[]): DraftPlace[] {
  const pointers = [...new Set(findings.map(({ pointer }) => pointer))].sort();
  return pointers.map((pointer) => ({
    path: pathTo(contract, pointer),
    schema: (resolve(contract, `#${encodeURI(pointer)}`)?.value ?? {}) as Schema,
    findings: findings.filter((finding) => finding.pointer === pointer),
  }));
}

/** The RFC 9535 path of a pointer. What of it are indices only the document tells. */
function pathTo(contract: JsonObject, pointer: string): string {
  let path = '$';
  let parent: Json | undefined = contract;
  for (const segment of parsePointer(pointer)) {
    path += Array.isArray(parent) ? `[${segment}]` : named(segment);
    parent = Reflect.get(Object(parent), segment);
  }
  return path;
}

function named(segment: string): string {
  if (/^[A-Za-z_]\w*$/.test(segment)) return `.${segment}`;
  return `['${segment.replace(/[\\']/g, '\\$&')}']`;
}
