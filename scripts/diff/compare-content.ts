import { type Json, type JsonObject, toPointer } from '../openapi/json.ts';
import type { Context } from './context.ts';
import type { Place, Side } from './difference.ts';
import { asObject, placedIn } from './placed.ts';
import { same } from './same.ts';
import { compareWording } from './wording.ts';

/** Compares what a call sends. */
export function compareBody(
  context: Context,
  base: JsonObject,
  head: JsonObject,
  place: Place,
  side: Side,
): void {
  const { report } = context;
  const label = `body of ${place.label}`;
  const b = placedIn(context.base, base.requestBody, place, 'requestBody', label);
  const h = placedIn(context.head, head.requestBody, place, 'requestBody', label);
  if (b && h) {
    compareWording(b.node, h.node, h.place, report);
    const [before, after] = [b.node.required === true, h.node.required === true];
    if (before !== after) {
      const rule = `request-body-became-${after ? 'required' : 'optional'}`;
      report({ ...h.place, rule, before, after });
    }
    compareContent(context, b.node.content, h.node.content, h.place, side);
  } else if (h) {
    const rule = h.node.required === true ? 'request-required-body-added' : 'request-body-added';
    report({ ...h.place, rule, after: head.requestBody });
  } else if (b) {
    report({ ...b.place, rule: 'request-body-removed', before: base.requestBody });
  }
}

/** Compares what a call is answered with. */
export function compareResponses(
  context: Context,
  base: JsonObject,
  head: JsonObject,
  place: Place,
  side: Side,
): void {
  const { report } = context;
  const [before, after] = [asObject(base.responses), asObject(head.responses)];
  const at = { ...place, pointer: `${place.pointer}/responses` };
  for (const status of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const isSuccess = /^2/.test(status);
    const label = `answer ${isSuccess ? '' : `${status} `}of ${place.label}`;
    const b = placedIn(context.base, before[status], at, status, label);
    const h = placedIn(context.head, after[status], at, status, label);
    const kind = isSuccess ? 'success' : 'error';
    if (b && h) {
      compareWording(b.node, h.node, h.place, report);
      const [old, now] = [b.node.headers, h.node.headers];
      if (!same(old, now)) {
        report({ ...h.place, rule: 'response-headers-changed', before: old, after: now });
      }
      compareContent(context, b.node.content, h.node.content, h.place, side);
    } else if (h) {
      report({ ...h.place, label, rule: `response-${kind}-status-added`, after: status });
    } else if (b) {
      report({ ...b.place, label, rule: `response-${kind}-status-removed`, before: status });
    }
  }
}

function compareContent(
  { schemas, report }: Context,
  base: Json | undefined,
  head: Json | undefined,
  place: Place,
  side: Side,
): void {
  const [before, after] = [asObject(base), asObject(head)];
  for (const type of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const at = { ...place, pointer: place.pointer + toPointer(['content', type]) };
    const [b, h] = [before[type], after[type]];
    if (b === undefined) report({ ...at, rule: `${side}-media-type-added`, after: type });
    else if (h === undefined) report({ ...at, rule: `${side}-media-type-removed`, before: type });
    else {
      compareWording(asObject(b), asObject(h), at, report);
      const within = { ...at, pointer: `${at.pointer}/schema` };
      schemas.compare(asObject(b).schema, asObject(h).schema, within, side);
    }
  }
}
