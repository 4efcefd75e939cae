import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const MAIN = at('apps/cli/main.ts');
const flat = at('hash-kernel/testdata/pdq/flat-grey.png');
const scene = at('hash-kernel/testdata/pdq/scene-01.png');
const video = at('src/hashes/media/testdata/tiny.mp4');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lachan-hash-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Line {
  readonly file: string;
  readonly [field: string]: unknown;
}

/** Runs the command in an empty folder that is the temporary folder too. */
function run(args: readonly string[], input?: Uint8Array): Promise<{ code: number; lines: Line[] }> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [MAIN, 'hash', ...args],
      { cwd: folder, env: { ...process.env, TMPDIR: folder, NODE_OPTIONS: '' } },
      (error, stdout) => {
        const lines = stdout.trim().split('\n').filter(Boolean);
        resolve({ code: Number(error?.code ?? 0), lines: lines.map((line) => JSON.parse(line) as Line) });
      },
    );
    child.stdin?.end(input);
  });
}

test('one line for each file, in order, and exit code 0', async () => {
  const { code, lines } = await run([video, scene, flat]);
  expect(code).toBe(0);
  expect(lines.map(({ file }) => file)).toEqual([video, scene, flat]);
  expect(lines[0]).toMatchObject({ media: 'video', kind: 'mp4', recipe: 'vpdq-modn-full-1', partial: false });
  expect(lines[0]?.frames).toEqual(
    [0, 1, 2].map((time) => ({
      frame: time * 10,
      time,
      pdq: expect.stringMatching(/^[0-9a-f]{64}$/),
      quality: expect.any(Number),
    })),
  );
  expect(lines[1]).toEqual({
    file: scene,
    media: 'image',
    kind: 'png',
    bytes: 794_843,
    width: 640,
    height: 480,
    pdq: '66936cd293e996522ad867825327a6bda316726c03eda955fc12e10cb4e55dae',
    variant: 'full',
    quality: 100,
    md5: '36ba6952aaa33d532eecd9d4f08d12bd',
    sha1: '1cdd3fdb3416aaae35b98ad3ab8a797e1ec9b516',
    sha256: '1ba671dc447fd28c8dce78ea35076396cc50e30fd134134f431ff3954cedf42d',
  });
  expect(lines[2]).toMatchObject({ quality: 0 });
  expect(readdirSync(folder)).toEqual([]);
});

test('the 512 variant, from stdin', async () => {
  const { code, lines } = await run(['--variant', '512', '-'], readFileSync(scene));
  expect(code).toBe(0);
  expect(lines).toMatchObject([
    { file: '-', variant: '512', pdq: '66936cd293e996522ad867821327a6bda356726c03eda955fc12e10cb4e55dae' },
  ]);
  expect(readdirSync(folder)).toEqual([]);
});

test('a refused file says why and turns the exit code, and the others are hashed', async () => {
  const svg = join(folder, 'picture.jpg');
  writeFileSync(svg, '<svg xmlns="http://www.w3.org/2000/svg"/>');
  const { code, lines } = await run([svg, flat, join(folder, 'not-there.png'), folder]);
  rmSync(svg);
  expect(code).toBe(1);
  expect(lines.map(({ refused }) => refused)).toEqual([
    'media.not-supported',
    undefined,
    'media.unreadable',
    'media.unreadable',
  ]);
  expect(lines[0]?.vi).toMatch(/không phải là ảnh/);
  expect(lines[0]?.en).toMatch(/no picture or video/);
  expect(lines[1]?.pdq).toMatch(/^[0-9a-f]{64}$/);
});

test('without a file it says what it needs', async () => {
  expect(await run([])).toEqual({ code: 1, lines: [] });
});
