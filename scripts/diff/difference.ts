import { isDeepStrictEqual } from 'node:util';
import type { Json, JsonObject } from '../openapi/json.ts';
import type { ContractPart } from './contract-part.ts';
import { WORDING_KEYWORDS } from './schema-keywords.ts';

/** Whether clients send a value or receive it: the same change has different consequences. */
export type Direction = 'request' | 'response';

/** A part of a schema, compared for one direction: requests and responses can share schemas. */
export interface DirectedPart extends ContractPart {
  readonly direction: Direction;
}

/** One difference between two documents, not rated yet. */
export interface Difference extends ContractPart {
  /** If it is a difference of schemas: in which direction. */
  readonly direction?: Direction;
  /** The keywords that changed, if it is a change of keywords: `['minLength']`. */
  readonly keywords?: readonly string[];
  /** The values, if they help a reader. */
  readonly before?: Json | undefined;
  readonly after?: Json | undefined;
  /** The rule that rates it, unless oasdiff reports others for the probe. */
  readonly rule: string;
  readonly probe?: OperationPair;
}

/** A difference with the operations that it affects, sorted. */
export interface AttributedDifference extends Difference {
  readonly operationIds: readonly string[];
}

/** Two operations that differ only in this. */
export interface OperationPair {
  readonly base: JsonObject;
  readonly head: JsonObject;
}

export type ReportDifference = (difference: Difference) => void;

/** Whether two values are equal. The order of an object's properties does not matter. */
export function same(base: Json | undefined, head: Json | undefined): boolean {
  return base === head || isDeepStrictEqual(base, head);
}

/** Whether two lists have the same members, in any order. */
export function sameSet(base: Json | undefined, head: Json | undefined): boolean {
  const [b, h] = [base, head].map((value) => (value === undefined ? [] : [value].flat()));
  if (b?.length !== h?.length) return false;
  const members = new Set(b?.map((member) => JSON.stringify(member)));
  return h?.every((member) => members.has(JSON.stringify(member))) ?? false;
}

/** Reports changed descriptions and examples: one difference per part, whatever the number. */
export function compareWording(
  base: JsonObject,
  head: JsonObject,
  part: ContractPart,
  report: ReportDifference,
): void {
  const keywords = [...WORDING_KEYWORDS].filter((keyword) => {
    const isSame = keyword === 'x-enum-descriptions' ? sameSet : same;
    return !isSame(base[keyword], head[keyword]);
  });
  const [first] = keywords;
  if (first === undefined) return;
  const [before, after] = [base[first], head[first]];
  report({ ...part, rule: 'wording-changed', keywords, before, after });
}
