import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Gate } from './gate.ts';

/** The lock file names no host (npm then asks the reader's own registry), and every dependency has an exact version. */
export const lockGate: Gate = {
  name: 'lock file',
  async run(root) {
    const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { resolved?: string; integrity?: string; link?: boolean }>;
    };
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, unknown>;
    const wanted = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((kind) =>
      Object.entries((manifest[kind] ?? {}) as Record<string, string>),
    );
    return [
      ...Object.entries(lock.packages).flatMap(([name, { resolved, integrity, link }]) => [
        ...(resolved === undefined ? [] : [`package-lock.json ${name} names a host (resolved)`]),
        ...(name === '' || link || integrity ? [] : [`package-lock.json ${name} has no integrity hash`]),
      ]),
      ...wanted
        // A package under another name says its version after the name: `npm:typescript@7.0.2`.
        .filter(([, version]) => !/^(npm:(@[\w.-]+\/)?[\w.-]+@)?\d/.test(version))
        .map(([name, version]) => `package.json ${name} ${version} is not an exact version`),
    ];
  },
};
