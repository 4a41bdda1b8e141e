type Range = readonly [least: number, most: number];

export interface Scenario {
  readonly name: string;
  /** Milliseconds between the arrival of a request and its counting. */
  readonly before?: Range;
  /** Milliseconds between counting and answer. */
  readonly after?: Range;
  /** What the limiter must reach. */
  readonly least: { readonly use: number; readonly refused?: number };
}

export const SCENARIOS: readonly Scenario[] = [
  { name: 'no delay', least: { use: 0.99, refused: 0 } },
  { name: '5–80 ms before counting', before: [5, 80], least: { use: 0.95, refused: 0.002 } },
  { name: '5–80 ms both ways', before: [5, 80], after: [5, 80], least: { use: 0.92 } },
];
