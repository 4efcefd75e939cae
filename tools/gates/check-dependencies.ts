import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Gate } from './gate.ts';

/** Licences under which anything may be used here. Whatever is not on this list, and is not named below, is refused. */
const ALLOWED = new Set([
  'MIT',
  'MIT-0',
  'Apache-2.0',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BlueOak-1.0.0',
  'Unlicense',
  'CC0-1.0',
  'Python-2.0',
]);

/** What is allowed by its name alone, and why; NOTICE says how each is used. A name may end with `*`. */
const EXCEPTIONS: readonly { readonly name: string; readonly licence: string | undefined }[] = [
  // A program of its own in a child process, never linked into this one.
  { name: '@ffmpeg/core', licence: 'GPL-2.0-or-later' },
  { name: 'libheif-js', licence: 'LGPL-3.0' },
  // A shared library that sharp loads.
  { name: '@img/sharp-libvips-*', licence: 'LGPL-3.0-or-later' },
  { name: '@img/sharp-win32-*', licence: 'Apache-2.0 AND LGPL-3.0-or-later' },
  { name: '@img/sharp-wasm32', licence: 'Apache-2.0 AND LGPL-3.0-or-later AND MIT' },
  // Fonts, copied into the pages as their licence allows.
  { name: '@fontsource/*', licence: 'OFL-1.1' },
  // Used unmodified while building and testing.
  { name: 'axe-core', licence: 'MPL-2.0' },
  { name: 'lightningcss', licence: 'MPL-2.0' },
  { name: 'lightningcss-*', licence: 'MPL-2.0' },
  // A table of browsers, used while building.
  { name: 'caniuse-lite', licence: 'CC-BY-4.0' },
  // Their manifests name no licence; the LICENSE files in them are MIT's.
  { name: '@inlang/plugin-message-format', licence: undefined },
  { name: 'sqlite-wasm-kysely', licence: undefined },
];

const PAGE = 'docs/security/dependencies.md';
const FIGURES = /^\d+ packages, \d+ of them while it runs; \d+ with an install script\.$/m;

interface LockedPackage {
  readonly license?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly hasInstallScript?: boolean;
  readonly link?: boolean;
}

/** Every licence is known and allowed, every install script is explained, and the page of dependencies has the true figures. */
export const dependenciesGate: Gate = {
  name: 'dependencies',
  async run(root) {
    const packages = lockedPackages(root);
    const page = read(root, PAGE);
    const unexplained = scriptsOf(packages).filter((name) => !page.includes(`\`${name}\``));
    return [
      ...packages.flatMap(([name, one]) => licenceProblem(name, one.license)),
      ...unexplained.map((name) => `${PAGE} does not say what the install script of ${name} does`),
      ...(page.includes(figuresOf(packages))
        ? []
        : [`${PAGE} is not current: node tools/gates/check-dependencies.ts --write`]),
    ];
  },
};

function lockedPackages(root: string): [string, LockedPackage][] {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, LockedPackage>;
  };
  return Object.entries(lock.packages)
    .filter(([path, one]) => path !== '' && !one.link)
    .map(([path, one]) => [path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length), one]);
}

function read(root: string, path: string): string {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch {
    return '';
  }
}

function licenceProblem(name: string, licence: string | undefined): string[] {
  if (licence !== undefined && isAllowed(licence)) return [];
  const excepted = EXCEPTIONS.some(
    (one) =>
      one.licence === licence && (one.name.endsWith('*') ? name.startsWith(one.name.slice(0, -1)) : name === one.name),
  );
  return excepted ? [] : [`package-lock.json ${name}: the licence ${licence ?? '(none named)'} is not allowed`];
}

/** Of licences that are all binding each must be allowed; of those that one may choose from, one. */
function isAllowed(licence: string): boolean {
  return licence
    .replaceAll(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((one) => ALLOWED.has(one.trim())));
}

function scriptsOf(packages: readonly [string, LockedPackage][]): string[] {
  return [...new Set(packages.filter(([, one]) => one.hasInstallScript).map(([name]) => name))].sort();
}

function figuresOf(packages: readonly [string, LockedPackage][]): string {
  const running = packages.filter(([, one]) => !one.dev && !one.devOptional).length;
  return `${packages.length} packages, ${running} of them while it runs; ${scriptsOf(packages).length} with an install script.`;
}

if (import.meta.main) {
  const root = join(import.meta.dirname, '..', '..');
  if (process.argv.includes('--write'))
    writeFileSync(join(root, PAGE), read(root, PAGE).replace(FIGURES, figuresOf(lockedPackages(root))));
  for (const problem of await dependenciesGate.run(root)) {
    console.error(problem);
    process.exitCode = 1;
  }
}
