import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { appFolder, PAGE_APPS } from '../../apps/server/paths.ts';
import type { Gate } from './gate.ts';

/** A gate that is a program of a package: its output is the finding, its exit code the verdict. */
interface ProgramGate {
  readonly name: string;
  /** Package and the name of its program, e.g. `typescript` and `tsc`. */
  readonly package: string;
  readonly program: string;
  readonly args: readonly string[];
  /** The folder it runs in, where that is not the root. */
  readonly folder?: (root: string) => string;
}

/** Formatting and lint, types, pages, and code that nothing uses. */
export function programGates(root: string): Gate[] {
  const pages = PAGE_APPS.filter((app) => existsSync(join(appFolder(app, root), 'tsconfig.json')));
  return [
    gate({ name: 'biome', package: '@biomejs/biome', program: 'biome', args: ['check', '--colors=off', '.'] }),
    gate({ name: 'types', package: '@typescript/native', program: 'tsc', args: ['--noEmit', '--pretty', 'false'] }),
    ...pages.map((app) =>
      gate({
        name: `pages of ${app}`,
        package: 'svelte-check',
        program: 'svelte-check',
        // From the folder above, so that the drawings that both share are checked too: the faster compiler takes what lies
        // outside of where it is started for anything.
        args: ['--tsgo', ...where(app), '--output', 'human', '--no-color', '--fail-on-warnings'],
        folder: (root) => dirname(appFolder(app, root)),
      }),
    ),
    gate({ name: 'unused', package: 'knip', program: 'knip', args: ['--no-progress', '--no-config-hints'] }),
  ];
}

const where = (app: string) => ['--workspace', '.', '--tsconfig', `tsconfig.${app}.json`];

function gate(program: ProgramGate): Gate {
  return {
    name: program.name,
    async run(root) {
      const file = programFile(root, program);
      const { code, output } = await run(process.execPath, [file, ...program.args], program.folder?.(root) ?? root);
      return code === 0 ? [] : [output.trim() || `${program.program} ended with ${code} and said nothing`];
    },
  };
}

/** Runs one of our own checks that stands as a program, where it exists. */
export function scriptGate(name: string, file: string): Gate {
  return {
    name,
    async run(root) {
      const { code, output } = await run(process.execPath, [join(root, file)], root);
      return code === 0 ? [] : [output.trim() || `${file} ended with ${code} and said nothing`];
    },
  };
}

/** The program's JavaScript file by its package's `bin`, started with this very Node. */
function programFile(root: string, { package: name, program }: ProgramGate): string {
  const folder = join(root, 'node_modules', name);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    bin: string | Record<string, string>;
  };
  return join(folder, typeof bin === 'string' ? bin : (bin[program] ?? ''));
}

function run(command: string, args: readonly string[], cwd: string): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NO_COLOR: '1' },
    });
    let output = '';
    const keep = (text: Buffer) => {
      output += text;
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
