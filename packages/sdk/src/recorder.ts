export {
  type RecordShapesOptions,
  recordShapes,
  type ShapesRecorder,
} from './recorder/record-shapes.js';
export { type RecordTapeOptions, recordTape, type TapeRecorder } from './recorder/record-tape.js';
export { type ReplayOptions, replay } from './recorder/replay.js';
export type {
  JsonKind,
  KindCounts,
  ShapesDocument,
  ShapesRecording,
} from './recorder/shapes.js';
export type {
  Exchange,
  RecordedBody,
  RecordedRequest,
  RecordedResponse,
  Tape,
} from './recorder/tape.js';
