import { copyFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { gitIn } from '../../cli/git.ts';
import { contractPaths, ROOT } from '../../contracts/paths.ts';
import { downloadSpec } from '../../download/index.ts';
import type { JsonObject } from '../../openapi/json.ts';
import { operationsOf } from '../../openapi/operations.ts';
import { pinnedDocument } from '../../openapi/sample-document.ts';
import { patchContract } from '../../patch/index.ts';
import { contractReportOf, mustStillPatch, specReportOf } from '../../regenerate/index.ts';
import { withRemote } from '../../testing/sample-remote.ts';
import { sampleRepository } from '../../testing/sample-repository.ts';
import { type SpecServer, specServer } from '../../testing/spec-server.ts';
import type { DriftOptions } from '../detect-drift.ts';

export interface SampleDrift {
  readonly root: string;
  /** The server that publishes the live spec. */
  readonly server: SpecServer;
  /** git in the bare repository that is the remote `origin`. */
  readonly remote: ReturnType<typeof gitIn>;
  /** The pipeline without generators, because the sample has no packages. */
  readonly options: DriftOptions;
}

/** For tests: a repository made from the spec that a server on loopback publishes. */
export async function sampleDrift(): Promise<SampleDrift> {
  const { root, write } = await sampleRepository();
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const server = await specServer(published());
  onTestFinished(() => server.stop());
  await write('source.json', {
    url: 'https://example.com/openapi.json',
    limits: { bytes: 1_000_000, operations: 100 },
    overlays: ['document', 'spaces'],
  });
  await writeFile(join(root, '.gitignore'), '.cache\n');
  const paths = contractPaths(root);
  await copyFile(contractPaths(ROOT).policy, paths.policy);
  const pipeline: DriftOptions['pipeline'] = async (options) => {
    const plan = await downloadSpec(options);
    if (plan.outcome === 'changed') await mustStillPatch(plan, root);
    await plan.commit();
    await patchContract(root);
    return { spec: specReportOf(plan), contract: await contractReportOf(paths.contract) };
  };
  const options = { root, url: server.url, consumers: false, pipeline };
  await pipeline({ root, url: server.url, requireLive: true });
  await copyFile(paths.contract, paths.published);
  return { root, server, options, remote: await withRemote(root) };
}

/** For tests: the sample spec as it is published, after an edit. */
export function published(edit: (document: JsonObject) => void = () => {}): JsonObject {
  const document = pinnedDocument();
  edit(document);
  for (const { operation } of operationsOf(document)) {
    for (const response of Object.values(operation.responses as Record<string, JsonObject>)) {
      response.description ??= 'As published.';
    }
  }
  return document;
}
