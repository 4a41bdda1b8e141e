import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface PublicPackage {
  readonly name: string;
  readonly version: string;
  /** Packages that its users install themselves; optional ones too. */
  readonly peers: Readonly<Record<string, string>>;
  /** The commands that it brings along. */
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
