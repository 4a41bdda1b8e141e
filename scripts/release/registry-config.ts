import { join } from 'node:path';

interface RegistrySettings {
  /** Where the registry keeps everything that it has. */
  readonly folder: string;
  /** The registry that has the packages of others. */
  readonly uplink: string;
  /** The packages that are to be published; never asked for elsewhere. */
  readonly names: readonly string[];
}

const UPLINK = 'uplink';

/** The configuration of a registry that takes every package of ours and asks nobody who we are. */
export function registryConfig({ folder, names, uplink }: RegistrySettings) {
  const ours = { access: '$all', publish: '$all' };
  return {
    // Paths in a configuration are relative to it; the file itself is never written.
    configPath: join(folder, 'config.yaml'),
    storage: join(folder, 'storage'),
    auth: { htpasswd: { file: join(folder, 'htpasswd'), max_users: -1 } },
    uplinks: { [UPLINK]: { url: uplink, timeout: '60s', maxage: '10m' } },
    packages: {
      ...Object.fromEntries(names.map((name) => [name, ours])),
      '**': { access: '$all', publish: [], proxy: UPLINK },
    },
    web: { enable: false },
    max_body_size: '100mb',
    log: { type: 'file', path: join(folder, 'registry.log'), level: 'warn' },
  };
}
