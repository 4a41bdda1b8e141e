export { buildContract, checkContract } from './build.ts';
export type { Mismatch } from './mismatches/note.ts';
export { collectMismatches } from './mismatches/table.ts';
export { applyOverlays } from './overlay/apply.ts';
export type { Overlay } from './overlay/parse.ts';
export { type Action, parseOverlay } from './overlay/parse.ts';
export { type NodeLocation, select } from './overlay/query.ts';
export {
  contractFiles,
  overlayIn,
  patchContract,
  readOverlayFiles,
  readOverlayLock,
  readOverlays,
} from './patch-contract.ts';
export { actionId } from './upstream-guard.ts';
