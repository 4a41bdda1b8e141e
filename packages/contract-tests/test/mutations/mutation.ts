import type { LayerName, LayerResult } from '../../src/layers/layer.ts';

/** One thing that is broken, and the layer that has to see it. */
export interface Mutation {
  readonly what: string;
  readonly layer: LayerName;
  readonly run: () => Promise<LayerResult>;
  /** What the layer says of it. */
  readonly told: string;
}
