import type { Fetch } from '@kaiten-sdk/core';
import { DEFAULTS } from '../options.js';
import { observeFetch, operationOf } from './observe.js';
import { ShapeCounter, type ShapesDocument, type ShapesRecording, variantOf } from './shapes.js';

export interface RecordShapesOptions {
  /** Your public name in the recording. @default 'anonymous' */
  readonly by?: string | undefined;
  /**
   * Date of the recording: a year, a month or a day, such as `2026-11`.
   *
   * @default the day of the last response
   */
  readonly recorded?: string | undefined;
  /** Called if a response could not be recorded. The call is not affected. */
  readonly onError?: ((error: unknown) => void) | undefined;
}

export interface ShapesRecorder {
  /**
   * Wraps a `fetch` to record its responses. A recorder can wrap several.
   *
   * @param fetch Sends the requests. @default the `fetch` of the platform, looked up at each call
   */
  wrap(fetch?: Fetch): Fetch;
  /** The shapes of the responses that were read so far, as plain JSON. */
  shapes(): Promise<ShapesDocument>;
}

interface RecordedShape {
  readonly operationId: string;
  readonly variant: string | undefined;
  readonly shape: ShapeCounter;
  recorded: string;
}

/**
 * Records the shape of responses by operation: their properties, the kinds of their values, and how
 * often each occurs. Values are never recorded, and property names that may be data are hidden. Only
 * 2xx JSON responses of operations of the contract are recorded, except downloads, and only when the
 * caller has read them: at most 50 MB, nested at most 100 levels deep.
 *
 * @throws TypeError if `by` is empty or longer than 100 characters, or if `recorded` is not a date.
 * @example
 * const recorder = recordShapes({ by: 'acme' });
 * const kaiten = createKaiten({ domain: 'acme', token, fetch: recorder.wrap() });
 * await kaiten.cards.get({ card_id: 1 });
 * await writeFile('shapes.json', JSON.stringify(await recorder.shapes(), null, 2));
 */
export function recordShapes({
  by = DEFAULTS.recordShapes.by,
  onError,
  recorded,
}: RecordShapesOptions = {}): ShapesRecorder {
  checkLabels(by, recorded);
  const kept = new Map<string, RecordedShape>();

  function keep(operationId: string, variant: string | undefined, value: unknown): void {
    const key = `${operationId} ${variant ?? ''}`;
    const day = recorded ?? new Date().toISOString().slice(0, 10);
    const known = kept.get(key) ?? {
      operationId,
      variant,
      shape: new ShapeCounter(),
      recorded: day,
    };
    known.shape.add(value);
    known.recorded = day;
    kept.set(key, known);
  }

  const { settled, wrap } = observeFetch(
    ({ init, method, url }) => {
      const operationId = operationOf(method, url, init?.call);
      return (response, bytes) => {
        if (operationId === undefined || init?.call?.stream || !isRecorded(response)) return;
        const text = new TextDecoder().decode(bytes);
        // Responses to some writes are empty.
        if (text !== '') keep(operationId, variantOf(url), parsed(text, operationId));
      };
    },
    onError,
    DEFAULTS.recordShapes.maxBodySize,
  );

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
  if (by.trim() === '' || by.length > MAX_LABEL_LENGTH) {
    throw new TypeError(
      `by is ${JSON.stringify(by)}: it must have 1 to ${MAX_LABEL_LENGTH} characters`,
    );
  }
  if (recorded !== undefined && !isDate(recorded)) {
    throw new TypeError(`recorded is ${JSON.stringify(recorded)}: use a date such as 2026-11-30`);
  }
}

const MAX_LABEL_LENGTH = 100;

/** Whether it is an existing year, month or day. */
function isDate(text: string): boolean {
  if (!/^\d{4}(-\d\d){0,2}$/.test(text)) return false;
  const day = `${text}-01-01`.slice(0, 10);
  const date = new Date(day);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

function recordingOf(
  { operationId, recorded, shape, variant }: RecordedShape,
  by: string,
): ShapesRecording {
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

/** The original error is not passed on, since its message quotes the text. */
function parsed(text: string, operationId: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`A response of ${operationId} is not recorded: it is not JSON`);
  }
}
