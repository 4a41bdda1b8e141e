import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PipelineError } from '../cli/problem.ts';
import {
  type SampleRepository,
  sampleRepository,
  sourceWith,
} from '../testing/sample-repository.ts';
import { readOverlays } from './patch-contract.ts';

let repository: SampleRepository;
beforeEach(async () => {
  repository = await sampleRepository();
});
afterEach(() => repository.remove());

async function failure(): Promise<PipelineError> {
  const error = await readOverlays(repository.root).catch((caught: unknown) => caught);
  if (error instanceof PipelineError) return error;
  throw new Error('it did not fail as it should');
}

describe('the overlays of the contract', () => {
  it.each([[['document', 'spaces']], [['spaces', 'document']]])(
    'are read in the order in which source.json lists them: %j',
    async (names) => {
      await repository.write('source.json', sourceWith(names));
      const files = (await readOverlays(repository.root)).map(({ file }) => file);
      expect(files).toEqual(names.map((name) => expect.stringContaining(`${name}.overlay.yaml`)));
    },
  );

  it('are exactly those that are listed, each once', async () => {
    await repository.write('source.json', sourceWith(['spaces', 'cards', 'spaces']));
    await repository.write('overlays/notes.txt', 'left here');
    const { problems } = await failure();
    expect(problems.map(({ message }) => message)).toEqual([
      'lists spaces twice',
      expect.stringMatching(/^lists cards, but .*overlays\/cards\.overlay\.yaml does not exist$/),
      expect.stringMatching(/^is not listed in .*source\.json$/),
      expect.stringMatching(/^is not listed in .*source\.json$/),
    ]);
    expect(problems.map(({ file }) => file)).toEqual([
      expect.stringMatching(/source\.json$/),
      expect.stringMatching(/source\.json$/),
      expect.stringMatching(/document\.overlay\.yaml$/),
      expect.stringMatching(/notes\.txt$/),
    ]);
  });

  it('may be next to hidden files', async () => {
    await repository.write('overlays/.DS_Store', 'x');
    expect(await readOverlays(repository.root)).toHaveLength(2);
  });

  it('cannot be outside of their folder', async () => {
    await repository.write('outside.overlay.yaml', { overlay: '1.1.0' });
    await repository.write('source.json', sourceWith(['document', 'spaces', '../outside']));
    expect((await failure()).problems).toHaveLength(1);
  });

  it('are reported together if several cannot be read', async () => {
    await repository.write('overlays/document.overlay.yaml', 'a: [');
    await repository.write('overlays/spaces.overlay.yaml', 'just text');
    const { problems } = await failure();
    expect(problems).toMatchObject([
      { file: expect.stringMatching(/document\.overlay\.yaml:\d+:\d+$/) },
      {
        file: expect.stringMatching(/spaces\.overlay\.yaml$/),
        message: 'an overlay is an object, this is a string',
      },
    ]);
  });

  it('need a source.json that lists them', async () => {
    await repository.write('source.json', { url: 'https://example.com' });
    expect((await failure()).problems).toContainEqual(
      expect.objectContaining({ pointer: '/overlays' }),
    );
  });
});
