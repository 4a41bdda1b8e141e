type Range = readonly [least: number, most: number];

/** What a server does with requests. */
export interface Server {
  readonly name: string;
  /** Requests that it allows in any second. @default 5 */
  readonly limit?: number;
  /** What its responses say of it in `X-RateLimit-Limit`; without it they have no such headers. */
  readonly announce?: number;
  /** Milliseconds between the arrival of a request and its counting. */
  readonly before?: Range;
  /** Milliseconds between counting and answer. */
  readonly after?: Range;
}

export interface Scenario extends Server {
  /** What the limiter must reach. */
  readonly least: { readonly use: number; readonly refused?: number };
}

export const SCENARIOS: readonly Scenario[] = [
  { name: 'no delay', least: { use: 0.99, refused: 0 } },
  { name: '5–80 ms before counting', before: [5, 80], least: { use: 0.95, refused: 0.002 } },
  { name: '5–80 ms both ways', before: [5, 80], after: [5, 80], least: { use: 0.92 } },
];

/** A server whose limit is not the one that a limiter starts with. */
export interface LearnedScenario extends Server {
  readonly limit: number;
  /** What a limiter that learns must reach. */
  readonly least: {
    /** Of what the server allows, until one second after the first response. */
    readonly useOfFirstSecond: number;
    /** Of what it allows from then on. */
    readonly use: number;
  };
  /** How many 429s are no storm, in one minute. */
  readonly most: { readonly refused: number };
}

export const LEARNED_SCENARIOS: readonly LearnedScenario[] = [
  {
    name: 'allows 50 and says so',
    limit: 50,
    announce: 50,
    least: { useOfFirstSecond: 0.95, use: 0.95 },
    most: { refused: 0 },
  },
  {
    name: 'allows 50 and says so, 20–30 ms both ways',
    limit: 50,
    announce: 50,
    before: [20, 30],
    after: [20, 30],
    least: { useOfFirstSecond: 0.95, use: 0.9 },
    most: { refused: 0 },
  },
  {
    name: 'allows 3 and says so',
    limit: 3,
    announce: 3,
    least: { useOfFirstSecond: 0.95, use: 0.9 },
    most: { refused: 2 },
  },
  {
    name: 'allows 3 and says nothing',
    limit: 3,
    least: { useOfFirstSecond: 0.95, use: 0.75 },
    most: { refused: 6 },
  },
  {
    name: 'allows 10 and says 50',
    limit: 10,
    announce: 50,
    least: { useOfFirstSecond: 0.95, use: 0.65 },
    most: { refused: 8 },
  },
];
