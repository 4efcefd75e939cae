import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SANDBOX, sandboxArguments } from './sandbox.ts';

/** Who decodes pictures: libvips as WebAssembly, which needs nothing but npm, or the native one under bubblewrap. */
export type ImageDecoder = 'wasm' | 'sandboxed-native';
/** Who decodes videos: FFmpeg as WebAssembly, which needs nothing but npm, or the system's ffmpeg under bubblewrap. */
export type VideoDecoder = 'wasm' | 'sandboxed-ffmpeg';
export type DecoderName = `${ImageDecoder}-image` | `${VideoDecoder}-video`;

export interface DecoderCommand {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** A reader of another kind of hostile file, of the module that wants to know what is in it. */
export interface FileReader {
  /** A module that exports `read(file)`, which gives at once what is told of the file as plain values, or throws where it cannot be read. */
  readonly module: URL;
  /** What the program may read beside this folder: the folder of the reader, with a slash at its end. */
  readonly folder: URL;
  /** Resident memory of the program, bytes. */
  readonly memory: number;
  /** Wall time in milliseconds, from the moment it gets the file. */
  readonly withinMs: number;
}

interface Program {
  readonly file: string;
  readonly flags: readonly string[];
  /** The whole program runs under bubblewrap, because it loads native code. */
  readonly sandboxed?: boolean;
}

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));
const noCodeFromText = '--disallow-code-generation-from-strings';
const preload = `--import=${new URL('decoder-preload.ts', import.meta.url).href}`;

const programs: Readonly<Record<DecoderName, Program>> = {
  // The bindings of libvips make their functions from text, and its functions are compiled when they are first called.
  'wasm-image': { file: 'image-program.ts', flags: ['--no-addons', preload, '--wasm-lazy-compilation'] },
  'sandboxed-native-image': {
    file: 'native-image-program.ts',
    flags: ['--allow-addons', noCodeFromText],
    sandboxed: true,
  },
  'wasm-video': { file: 'video-program.ts', flags: ['--no-addons', preload, noCodeFromText] },
  'sandboxed-ffmpeg-video': {
    file: 'sandboxed-video-program.ts',
    flags: ['--no-addons', '--allow-child-process', noCodeFromText],
  },
};

/**
 * How a decoding program is started: Node's permission model lets it read the code that it is made of, write nothing and
 * start nothing but the sandbox; what loads native code, which that model does not hold, is whole in a sandbox.
 * @param program in its place under the same bounds; for tests
 */
export function decoderCommand(
  name: DecoderName,
  args: readonly string[],
  program: string = here(programs[name].file),
): DecoderCommand {
  const { flags, sandboxed } = programs[name];
  const node = [
    ...['--permission', '--allow-worker', ...readable.map((path) => `--allow-fs-read=${path}`), ...flags],
    ...['--no-warnings', '--max-old-space-size=256', program, ...args],
  ];
  if (!sandboxed) return { file: process.execPath, args: node, env: environment };
  const settings = Object.entries(environment).flatMap(([key, value]) => ['--setenv', key, value]);
  return {
    file: SANDBOX,
    args: [...sandboxArguments([...readable, process.execPath]), ...settings, process.execPath, ...node],
    env: {},
  };
}

/** How a reader is started: under the same bounds as what decodes by WebAssembly, and may read its own folder beside. */
export function readerCommand({ module, folder, memory }: FileReader): DecoderCommand {
  const read = [...readable, fileURLToPath(folder)].map((path) => `--allow-fs-read=${path}`);
  return {
    file: process.execPath,
    args: [
      ...['--permission', '--allow-worker', ...read, '--no-addons', preload, noCodeFromText],
      ...['--no-warnings', '--max-old-space-size=256', here('reading-program.ts'), String(memory), module.href],
    ],
    env: environment,
  };
}

const environment: Readonly<Record<string, string>> = {
  ...(process.env.SystemRoot ? { SystemRoot: process.env.SystemRoot } : {}),
  // libvips keeps a picture of more than 100 MB of pixels in a file, if nobody forbids it.
  VIPS_DISC_THRESHOLD: '64g',
};

/** What a decoder may read: its own code, the hash kernel, the packages it uses. Never the data folder or the keys. */
const readable = readableFolders();

function readableFolders(): string[] {
  // `type: module` is read from package.json.
  const own = ['./', '../../../hash-kernel/', '../../../package.json'].map(here);
  const { resolve } = createRequire(import.meta.url);
  const sharp = resolve('sharp');
  const packages = sharp.slice(0, sharp.lastIndexOf(`${sep}node_modules${sep}`) + `${sep}node_modules${sep}`.length);
  // Where node_modules is a link, packages are looked for by its name and read where it leads.
  const named = (resolve.paths('sharp') ?? []).filter((folder) => existsSync(join(folder, 'sharp')));
  return [...own, packages, ...named.map((folder) => `${folder}${sep}`)];
}
