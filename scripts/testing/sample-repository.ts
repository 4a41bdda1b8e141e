import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { contractPaths } from '../contracts/paths.ts';
import type { Json } from '../openapi/json.ts';
import { pinnedDocument } from '../openapi/sample-document.ts';
import { overlayOf } from './overlay-of.ts';

/** For tests: actions that turn the pinned sample into a contract. */
export const DOCUMENT_ACTIONS: readonly Json[] = [
  { target: '$', 'x-expect': { openapi: '3.0.3' }, update: { openapi: '3.1.1' } },
  {
    target: "$.paths['/spaces'].get",
    'x-expect': { operationId: 'get_spaces' },
    update: { operationId: 'listSpaces', tags: ['Spaces'] },
  },
  {
    target: "$.paths['/spaces'].post",
    update: { operationId: 'createSpace', tags: ['Spaces'] },
  },
  {
    target: "$.paths['/spaces/{space_id}/boards/{id}'].delete",
    update: { operationId: 'deleteSpaceBoard', tags: ['Spaces'] },
  },
];

export interface SampleRepository {
  readonly root: string;
  /** Writes a file below `specs/kaiten`; values other than strings are written as JSON or YAML. */
  write(path: string, content: Json): Promise<string>;
  remove(): Promise<void>;
}

/** For tests: a repository with a pinned upstream and two overlays, in a temporary folder. */
export async function sampleRepository(): Promise<SampleRepository> {
  const root = await mkdtemp(join(tmpdir(), 'contract-'));
  const { overlays } = contractPaths(root);
  await mkdir(overlays, { recursive: true });
  const write = async (path: string, content: Json) => {
    const file = join(overlays, '..', path);
    await writeFile(file, textOf(path, content));
    return file;
  };
  await write('upstream.json', pinnedDocument());
  await write('source.json', sourceWith(['document', 'spaces']));
  await write('overlays/document.overlay.yaml', overlayOf(DOCUMENT_ACTIONS).document);
  await write('overlays/spaces.overlay.yaml', overlayOf(TITLE_ACTIONS).document);
  return { root, write, remove: () => rm(root, { recursive: true }) };
}

const TITLE_ACTIONS = [{ target: '$.info.title', update: 'Spaces' }];

/** Creates a sample repository for a test and removes it afterwards, even if the test fails. */
export async function withSampleRepository(
  use: (repository: SampleRepository) => Promise<void>,
): Promise<void> {
  const repository = await sampleRepository();
  try {
    await use(repository);
  } finally {
    await repository.remove();
  }
}

export function sourceWith(overlays: readonly string[]): Json {
  return {
    url: 'https://example.com/openapi.json',
    limits: { bytes: 1000, operations: 10 },
    overlays: [...overlays],
  };
}

function textOf(path: string, content: Json): string {
  if (typeof content === 'string') return content;
  return path.endsWith('.json') ? JSON.stringify(content) : stringify(content);
}
