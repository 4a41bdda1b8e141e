/** How much of a retry one success pays for. */
const REFILL = 0.2;

/** Retries that calls share, so that an outage is not multiplied by each of them. */
export interface Budget {
  /** Takes one retry, if there is one left. */
  readonly spend: () => boolean;
  readonly refill: () => void;
}

export function budgetOf(size: number): Budget {
  let left = size;
  return {
    spend: () => left >= 1 && left-- >= 1,
    refill: () => {
      left = Math.min(size, left + REFILL);
    },
  };
}
