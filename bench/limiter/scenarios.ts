type Range = readonly [least: number, most: number];

/** How a server treats requests. */
export interface Server {
  readonly name: string;
  /** Requests that it allows in any second. @default 5 */
  readonly limit?: number;
  /** The `X-RateLimit-Limit` of its responses. Without it they have no rate limit headers. */
  readonly announce?: number;
  /** Milliseconds between the arrival of a request and its counting. */
  readonly before?: Range;
  /** Milliseconds between counting and the response. */
  readonly after?: Range;
}

export interface Scenario extends Server {
  /** The goals of the limiter. */
  readonly least: { readonly use: number; readonly refused?: number };
}

export const SCENARIOS: readonly Scenario[] = [
  { name: 'no delay', least: { use: 0.99, refused: 0 } },
  { name: '5–80 ms before counting', before: [5, 80], least: { use: 0.95, refused: 0.002 } },
  { name: '5–80 ms both ways', before: [5, 80], after: [5, 80], least: { use: 0.92 } },
];

/** A server with another limit than the initial one of a limiter. */
export interface LearnedScenario extends Server {
  readonly limit: number;
  /** The goals of a limiter that learns. */
  readonly least: {
    /** Share of what the server allows, until one second after the first response. */
    readonly useOfFirstSecond: number;
    /** Share of what it allows after that. */
    readonly use: number;
  };
  /** The 429s that are acceptable in one minute. */
  readonly most: { readonly refused: number };
}

export const LEARNED_SCENARIOS: readonly LearnedScenario[] = [
  {
    name: 'allows and announces 50',
    limit: 50,
    announce: 50,
    least: { useOfFirstSecond: 0.95, use: 0.95 },
    most: { refused: 0 },
  },
  {
    name: 'allows and announces 50, 20–30 ms both ways',
    limit: 50,
    announce: 50,
    before: [20, 30],
    after: [20, 30],
    least: { useOfFirstSecond: 0.95, use: 0.9 },
    most: { refused: 0 },
  },
  {
    name: 'allows and announces 3',
    limit: 3,
    announce: 3,
    least: { useOfFirstSecond: 0.95, use: 0.9 },
    most: { refused: 2 },
  },
  {
    name: 'allows 3, announces nothing',
    limit: 3,
    least: { useOfFirstSecond: 0.95, use: 0.75 },
    most: { refused: 6 },
  },
  {
    name: 'allows 10, announces 50',
    limit: 10,
    announce: 50,
    least: { useOfFirstSecond: 0.95, use: 0.65 },
    most: { refused: 8 },
  },
];
