import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const SOURCES = join(ROOT, 'hash-kernel/assembly');
const BUILD = join(ROOT, 'hash-kernel/build');
const STAMP = join(BUILD, 'stamp');

/** Flags for all programs: no runtime, no data segment, no abort import, the memory is ours alone. */
const COMMON = [
  '-O3',
  '--converge',
  '--noAssert',
  '--runtime',
  'stub',
  '--use',
  'abort=',
  '--enable',
  'nontrapping-f2i,bulk-memory,sign-extension',
];

const PROGRAMS = [
  {
    name: 'pdq.wasm',
    source: 'pdq.ts',
    flags: ['--enable', 'simd', '--initialMemory', '2', '--maximumMemory', '1024'],
  },
  {
    name: 'pdq-scalar.wasm',
    source: 'pdq.ts',
    flags: ['--disable', 'simd', '--initialMemory', '2', '--maximumMemory', '1024'],
  },
  {
    name: 'matcher.wasm',
    source: 'matcher.ts',
    flags: ['--enable', 'simd,threads', '--importMemory'],
  },
  {
    name: 'matcher-shared.wasm',
    source: 'matcher.ts',
    flags: [
      '--enable',
      'simd,threads',
      '--importMemory',
      '--sharedMemory',
      '--initialMemory',
      '1',
      '--maximumMemory',
      '65536',
    ],
  },
] as const;

/** Digest of everything that decides the bytes of the programs: sources, flags, compiler version. */
async function fingerprint(): Promise<string> {
  const require = createRequire(import.meta.url);
  const compiler = require('assemblyscript/package.json') as { version: string };
  const digest = createHash('sha256');
  digest.update(JSON.stringify([compiler.version, COMMON, PROGRAMS]));
  for (const name of (await readdir(SOURCES)).sort()) {
    if (!name.endsWith('.ts')) continue;
    digest.update(name);
    digest.update(await readFile(join(SOURCES, name)));
  }
  return digest.digest('hex');
}

/** Compiles `hash-kernel/assembly` into `hash-kernel/build`. @throws Error with the compiler's messages */
export async function buildHashKernel(): Promise<void> {
  const stamp = await fingerprint();
  const { default: asc } = await import('assemblyscript/asc');
  await mkdir(BUILD, { recursive: true });
  for (const program of PROGRAMS) {
    // Two processes may build at once (test workers): each writes its own file, then moves it in place.
    const partial = join(BUILD, `${program.name}.${process.pid}`);
    const args = [
      relative(ROOT, join(SOURCES, program.source)),
      '--baseDir',
      ROOT,
      '--outFile',
      relative(ROOT, partial),
      ...COMMON,
      ...program.flags,
    ];
    const stderr = asc.createMemoryStream();
    const { error } = await asc.main(args, { stderr });
    if (error) {
      await rm(partial, { force: true });
      throw new Error(`${program.source}: ${error.message}\n${stderr.toString()}`);
    }
    await rename(partial, join(BUILD, program.name));
  }
  await writeFile(`${STAMP}.${process.pid}`, stamp);
  await rename(`${STAMP}.${process.pid}`, STAMP);
}

/** Builds the WebAssembly programs when a source, a flag or the compiler changed. Returns whether it built. */
export async function buildHashKernelIfStale(): Promise<boolean> {
  const [current, wanted] = await Promise.all([readFile(STAMP, 'utf8').catch(() => ''), fingerprint()]);
  if (current === wanted) {
    const present = new Set(await readdir(BUILD));
    if (PROGRAMS.every((program) => present.has(program.name))) return false;
  }
  await buildHashKernel();
  return true;
}

if (import.meta.main) {
  const started = performance.now();
  await buildHashKernel();
  for (const program of PROGRAMS) {
    const { length } = await readFile(join(BUILD, program.name));
    process.stdout.write(`${program.name} ${length} bytes\n`);
  }
  process.stdout.write(`built in ${Math.round(performance.now() - started)} ms\n`);
}
