import type { JsonObject } from '../openapi/json.ts';

/** One place where a document falls short of what we hold every contract to. */
export interface Finding {
  readonly rule: string;
  /** RFC 6901 pointer to it. */
  readonly pointer: string;
  readonly message: string;
}

/** A finding, and where it can be mended. */
export interface PlacedFinding extends Finding {
  /** The overlay, if one can be told; else the document. */
  readonly file: string;
  /** The line in it, if it is known. */
  readonly line?: number;
}

/** What a document is exempt from. */
export interface LintOptions {
  /** What is known of an answer is published though it is nothing. Default: false. */
  readonly unknownAnswers?: boolean;
}

export type Rule = (document: JsonObject, options: LintOptions) => Finding[];
