import { parse } from 'yaml';
import { PipelineError, type Problem } from '../cli/problem.ts';
import type { Json, JsonObject } from '../openapi/json.ts';
import { applyOverlays, type Overlay } from '../patch/index.ts';

/** An overlay of these actions, which may be written as YAML. */
export function overlayOf(actions: string | readonly Json[], overlay = '1.1.0'): Overlay {
  const list = typeof actions === 'string' ? parse(actions) : actions;
  const info = { title: 'Test', version: '1.0.0' };
  return { file: 'test.overlay.yaml', document: { overlay, info, actions: list } };
}

/** Applies the actions to a document, which may be written as YAML. */
export function patched(
  base: string | Json,
  actions: string | readonly Json[],
  options?: { lenient?: boolean },
): Json {
  const document: Json = typeof base === 'string' ? parse(base) : base;
  return applyOverlays(document, [overlayOf(actions)], options);
}

/** The problems of a PipelineError. Throws if there is no error, or a different one. */
export function problemsOf(attempt: () => unknown): readonly Problem[] {
  try {
    attempt();
  } catch (error) {
    if (error instanceof PipelineError) return error.problems;
    throw error;
  }
  throw new Error('nothing was thrown');
}

/** The one problem that an overlay document has. */
export function problemOf(document: JsonObject, base: Json = { info: {} }): Problem {
  const problems = problemsOf(() => applyOverlays(base, [{ file: 'test.overlay.yaml', document }]));
  if (problems.length !== 1) throw new Error(`${problems.length} problems instead of one`);
  return problems[0] as Problem;
}
