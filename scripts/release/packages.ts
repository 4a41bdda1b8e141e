import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { PipelineError } from '../cli/problem.ts';

export interface PublicPackage {
  readonly name: string;
  readonly version: string;
  /** Its peer dependencies, optional ones included. */
  readonly peers: Readonly<Record<string, string>>;
  /** The commands that it installs. */
  readonly commands: readonly string[];
}

/** The packages of a repository that are published, by name. */
export async function publicPackages(root: string): Promise<PublicPackage[]> {
  const folders = await readdir(join(root, 'packages'));
  const manifests = await Promise.all(
    folders.map(async (folder) =>
      JSON.parse(await readFile(join(root, 'packages', folder, 'package.json'), 'utf8')),
    ),
  );
  return manifests
    .filter((manifest) => manifest.private !== true)
    .map(({ bin = {}, name, peerDependencies: peers = {}, version }) => ({
      name,
      version,
      peers,
      commands: Object.keys(bin),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** A package version in a registry. */
export interface Published {
  readonly name: string;
  readonly version: string;
  readonly packedBytes: number;
  readonly unpackedBytes: number;
  readonly files: number;
}

/** What we read of a registry's response. */
interface VersionManifest {
  readonly dist: { readonly tarball: string };
}

/** Reads a package version from a registry and measures its tarball. */
export async function readPublished(
  registry: string,
  { name, version }: Pick<PublicPackage, 'name' | 'version'>,
): Promise<Published> {
  const response = await fetch(new URL(`${name.replace('/', '%2f')}/${version}`, registry));
  if (!response.ok) {
    throw new PipelineError(`${name}@${version} was not published: the registry does not have it`);
  }
  const { dist } = (await response.json()) as VersionManifest;
  const tarball = await (await fetch(dist.tarball)).bytes();
  const { bytes, files } = measureTarball(tarball);
  return { name, version, packedBytes: tarball.byteLength, unpackedBytes: bytes, files };
}

const BLOCK = 512;
const FILE = '0';

/** The number of files in a packed package, and their total size in bytes. */
function measureTarball(packed: Uint8Array): { files: number; bytes: number } {
  const tar = gunzipSync(packed);
  const total = { files: 0, bytes: 0 };
  let at = 0;
  // An archive ends with a block of zeros.
  while (at < tar.length && tar[at] !== 0) {
    const header = tar.subarray(at, at + BLOCK);
    const size = Number.parseInt(header.toString('latin1', 124, 136), 8);
    if (header.toString('latin1', 156, 157) === FILE) {
      total.files += 1;
      total.bytes += size;
    }
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return total;
}
