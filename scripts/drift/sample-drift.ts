import { copyFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { gitIn } from '../cli/git.ts';
import { contractPaths, ROOT } from '../contracts/paths.ts';
import { downloadSpec } from '../download/index.ts';
import type { JsonObject } from '../openapi/json.ts';
import { operationsOf } from '../openapi/operations.ts';
import { pinnedDocument } from '../openapi/sample-document.ts';
import { patchContract } from '../patch/index.ts';
import { contractOf, mustStillPatch } from '../regenerate/index.ts';
import { withRemote } from '../testing/sample-remote.ts';
import { sampleRepository } from '../testing/sample-repository.ts';
import { type SpecServer, specServer } from '../testing/spec-server.ts';
import type { DriftSteps } from './detect.ts';
import { driftSteps } from './steps.ts';

export interface SampleDrift {
  readonly root: string;
  /** Where the live specification is published. */
  readonly server: SpecServer;
  /** git in the bare repository that is the remote `origin`. */
  readonly remote: ReturnType<typeof gitIn>;
  /** The steps of the pipeline; packages are not generated, because there are none. */
  readonly steps: DriftSteps;
}

/** For tests: a repository that was made of what a server on loopback publishes. */
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
  const live = { root, url: server.url, requireLive: true };
  const steps: DriftSteps = {
    ...driftSteps({ ...live, consumers: false }),
    async regenerate() {
      const plan = await downloadSpec(live);
      if (plan.outcome === 'changed') await mustStillPatch(plan, root);
      await plan.commit();
      await patchContract(root);
      const { uncategorised } = await contractOf(paths.contract);
      return { changes: plan.changes, uncategorised };
    },
  };
  await steps.regenerate();
  await copyFile(paths.contract, paths.published);
  return { root, server, steps, remote: await withRemote(root) };
}

/** For tests: the sample as its publisher has it, after an edit. */
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
