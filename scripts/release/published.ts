import { PipelineError } from '../cli/problem.ts';
import type { PublicPackage } from './public-packages.ts';
import { measureTarball } from './tarball.ts';

export interface Published {
  readonly name: string;
  readonly version: string;
  readonly packedBytes: number;
  readonly unpackedBytes: number;
  readonly files: number;
}

/** What we read of a registry's answer. */
interface VersionManifest {
  readonly dist: { readonly tarball: string };
}

/** What a registry has of a package's version. */
export async function readPublished(
  registry: string,
  { name, version }: Pick<PublicPackage, 'name' | 'version'>,
): Promise<Published> {
  const answer = await fetch(new URL(`${name.replace('/', '%2f')}/${version}`, registry));
  if (!answer.ok) {
    throw new PipelineError(`${name}@${version} was not published: the registry does not have it`);
  }
  const { dist } = (await answer.json()) as VersionManifest;
  const tarball = await (await fetch(dist.tarball)).bytes();
  const { bytes, files } = measureTarball(tarball);
  return { name, version, packedBytes: tarball.byteLength, unpackedBytes: bytes, files };
}
