import { formatProblem } from '@kaiten-sdk/scripts/cli/index.ts';
import { expect, test } from 'vitest';
import { ofContract } from './mutations/of-contract.ts';
import { ofOverlays } from './mutations/of-overlays.ts';
import { ofPackages } from './mutations/of-packages.ts';
import { ofServer } from './mutations/of-server.ts';
import { ofUpstream } from './mutations/of-upstream.ts';

const mutations = [...ofUpstream, ...ofOverlays, ...ofContract, ...ofPackages, ...ofServer];

test.each(mutations.map((mutation) => [mutation.layer, mutation.what, mutation] as const))(
  'the layer %s sees that %s',
  async (layer, _, { run, reported }) => {
    const result = await run();
    expect(result).toMatchObject({ layer, status: 'failed' });
    const text = [result.summary, ...result.problems.map(formatProblem), result.report].join('\n');
    expect(text).toContain(reported);
  },
);

test('there are enough of them', () => {
  expect(mutations.length).toBeGreaterThan(20);
});
