import type { Fetch } from '@kaiten-sdk/core';
import { listening } from './listen.js';
import { operationOf } from './operation-of.js';
import { Shape } from './shape.js';
import type { ShapesDocument, ShapesRecording } from './shapes-document.js';
import { variantOf } from './variant.js';

export interface RecordShapesOptions {
  /** Who records, as others may know it. @default 'anonymous' */
  readonly by?: string | undefined;
  /**
   * When it is recorded: a year, a month or a day, such as `2026-11`. @default the day of the last
   * response
   */
  readonly recorded?: string | undefined;
  /** Called when a response could not be recorded. Its call is not affected. */
  readonly onError?: ((error: unknown) => void) | undefined;
}

export interface ShapesRecorder {
  /**
   * A `fetch` that is listened to. One recorder can wrap several.
   *
   * @param fetch Sends the requests. @default the `fetch` of the platform, looked up at each call
   */
  wrap(fetch?: Fetch): Fetch;
  /**
   * What the responses so far looked like. Responses that are still on their way are waited for.
   * The document is plain JSON.
   */
  shapes(): Promise<ShapesDocument>;
}

interface Kept {
  readonly operationId: string;
  readonly variant: string | undefined;
  readonly shape: Shape;
  recorded: string;
}

/**
 * Records what responses look like, by operation: which properties there are and of which kinds, and
 * how often. No value is ever kept, and property names that may be data are hidden. JSON responses
 * with a status of 2xx to operations of the contract are recorded; downloads are left alone.
 *
 * @throws TypeError when `by` is not a label of at most 100 characters, or `recorded` not a year, a month or a day.
 * @example
 * const recorder = recordShapes({ by: 'acme' });
 * const kaiten = createKaiten({ domain: 'acme', token, fetch: recorder.wrap() });
 * await kaiten.cards.get({ card_id: 1 });
 * await writeFile('shapes.json', JSON.stringify(await recorder.shapes(), null, 2));
 */
export function recordShapes({
  by = 'anonymous',
  onError,
  recorded,
}: RecordShapesOptions = {}): ShapesRecorder {
  checkLabels(by, recorded);
  const kept = new Map<string, Kept>();

  function keep(operationId: string, variant: string | undefined, value: unknown): void {
    const key = `${operationId} ${variant ?? ''}`;
    const day = recorded ?? new Date().toISOString().slice(0, 10);
    const known = kept.get(key) ?? { operationId, variant, shape: new Shape(), recorded: day };
    known.shape.add(value);
    known.recorded = day;
    kept.set(key, known);
  }

  const { settled, wrap } = listening(({ init, method, url }) => {
    const operationId = operationOf(method, url, init?.call);
    return async (response) => {
      if (operationId === undefined || init?.call?.stream || !isRecorded(response)) return;
      const text = await response.clone().text();
      // Some changes are answered with nothing.
      if (text !== '') keep(operationId, variantOf(url), parsed(text, operationId));
    };
  }, onError);

  return {
    wrap,
    async shapes() {
      await settled();
      const recordings = [...kept.entries()].sort(([a], [b]) => (a < b ? -1 : 1));
      return {
        format: 'kaiten-shapes/1',
        recordings: recordings.map(([, one]) => recordingOf(one, by)),
      };
    },
  };
}

function checkLabels(by: string, recorded: string | undefined): void {
  if (by.trim() === '' || by.length > LONGEST_LABEL) {
    throw new TypeError(`by is ${JSON.stringify(by)}: give 1 to ${LONGEST_LABEL} characters`);
  }
  if (recorded !== undefined && !isDate(recorded)) {
    throw new TypeError(`recorded is ${JSON.stringify(recorded)}: give a day, such as 2026-11-30`);
  }
}

const LONGEST_LABEL = 100;

/** Whether it is a year, a month or a day that exists. */
function isDate(text: string): boolean {
  if (!/^\d{4}(-\d\d){0,2}$/.test(text)) return false;
  const day = `${text}-01-01`.slice(0, 10);
  const date = new Date(day);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

function recordingOf({ operationId, recorded, shape, variant }: Kept, by: string): ShapesRecording {
  return {
    operationId,
    recorded,
    by,
    ...(variant !== undefined && { variant }),
    places: shape.places(),
  };
}

function isRecorded({ headers, ok }: Response): boolean {
  return ok && /[/+]json\b/i.test(headers.get('content-type') ?? '');
}

/** The parser's message quotes the text, so it is not passed on. */
function parsed(text: string, operationId: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`A response of ${operationId} is not recorded: it is not JSON`);
  }
}
