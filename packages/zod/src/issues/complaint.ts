/** One thing that is wrong with a value, at one place in it. */
export type Complaint = Mismatch | Remark;

/** The value is not what it should be. */
export interface Mismatch {
  readonly path: readonly PropertyKey[];
  /** What would do instead: any of these. */
  readonly expected: readonly string[];
  /** What is wrong of it. A size is too large or small, a form is that of a text or number. */
  readonly wrong: 'type' | 'constant' | 'size' | 'form';
}

/** Something else is wrong, which the text says. */
interface Remark {
  readonly path: readonly PropertyKey[];
  readonly text: string;
}

export function isMismatch(complaint: Complaint): complaint is Mismatch {
  return 'expected' in complaint;
}
