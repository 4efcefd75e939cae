import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { claimPort } from './claimed-port.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lachan-claimed-ports-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const FEW = { from: 31_000, to: 31_004 };

test('the same port is given once, however few there are', async () => {
  const given = await Promise.all([1, 2, 3].map(() => claimPort(FEW, folder)));
  expect(new Set(given).size).toBe(3);
});

test('a port of a process that has ended is given again, one of a process that lives is not', async () => {
  const ended = spawnSync(process.execPath, ['-e', '']).pid;
  for (const port of [31_000, 31_001, 31_002]) writeFileSync(join(folder, String(port)), String(process.ppid));
  writeFileSync(join(folder, '31003'), String(ended));
  expect(await claimPort(FEW, folder)).toBe(31_003);
  await expect(claimPort(FEW, folder)).rejects.toThrow('no free port between 31000 and 31004');
});

test('a port on which somebody listens is not given', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await expect(claimPort({ from: port, to: port + 1 }, folder)).rejects.toThrow('no free port');
  server.close();
});
