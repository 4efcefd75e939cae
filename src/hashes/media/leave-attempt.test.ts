import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DecoderCommand, type DecoderName, decoderCommand, readerCommand } from './decoder-command.ts';
import { imageSandboxMissing } from './testing.ts';

let folder: string;
let picture: string;
let server: Server;
let connections = 0;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lachan-outside-'));
  picture = join(folder, 'outside.png');
  writeFileSync(
    picture,
    await sharp({ create: { width: 8, height: 8, channels: 3, background: '#456' } })
      .png()
      .toBuffer(),
  );
  server = createServer((_request, response) => response.end('reached'));
  server.on('connection', () => {
    connections += 1;
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

const commandOf = (name: DecoderName): DecoderCommand =>
  decoderCommand(
    name,
    [picture, String((server.address() as AddressInfo).port)],
    fileURLToPath(new URL('leave-attempt.testing.ts', import.meta.url)),
  );

/** A reader of another module under its bounds, with what tries to leave them in its place. */
function commandOfReader(): DecoderCommand {
  const own = new URL('./', import.meta.url);
  const reader = { module: new URL('length-reader.testing.ts', own), folder: own, memory: 2 ** 29, withinMs: 20_000 };
  const { args, ...rest } = readerCommand(reader);
  const { args: inPlace } = commandOf('wasm-video');
  // The last three of each: the program and its two arguments.
  return { ...rest, args: [...args.slice(0, -3), ...inPlace.slice(-3)] };
}

async function attempt({ file, args, env }: DecoderCommand): Promise<Record<string, string>> {
  const child = spawn(file, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', (chunk) => {
    text += chunk;
  });
  await once(child, 'close');
  return JSON.parse(text) as Record<string, string>;
}

const missing = imageSandboxMissing();

describe('code that took a decoder over', () => {
  test('native code outside a sandbox reads a file that Node’s permission model denies, and reaches the network', async () => {
    const { args } = commandOf('sandboxed-native-image');
    const bare = args.slice(args.indexOf('--permission'));
    const said = await attempt({ file: process.execPath, args: bare, env: {} });
    expect(said).toMatchObject({ fileByNode: 'refused', fileByNativeCode: 'done', program: 'refused' });
    expect(said).toMatchObject({ socket: 'done', http: 'done', fetch: 'done', handle: 'done', thread: 'done' });
    expect(connections).toBeGreaterThan(0);
  });

  test.each<DecoderName>(['wasm-image', 'wasm-video', 'sandboxed-native-image'])(
    '%s: no file outside, no program, no network',
    async (name) => {
      if (name === 'sandboxed-native-image' && missing) {
        console.warn(`SKIPPED: the sandboxed decoder of pictures (${missing})`);
        return;
      }
      const before = connections;
      const said = await attempt(commandOf(name));
      expect(Object.keys(said)).toContain('threadWithoutBounds');
      // A handle of an own network leads nowhere.
      const { handle, memoryByWebAssembly, ...rest } = said;
      expect(Object.entries(rest).filter(([, came]) => came !== 'refused')).toEqual([]);
      if (name === 'wasm-image') expect(memoryByWebAssembly).toBe('done');
      if (name !== 'sandboxed-native-image') expect(handle).toBe('refused');
      expect(connections).toBe(before);
    },
  );

  test('a reader of another module: no file outside, no program, no network', async () => {
    const before = connections;
    const { memoryByWebAssembly: _own, ...rest } = await attempt(commandOfReader());
    expect(Object.keys(rest)).toContain('threadWithoutBounds');
    expect(Object.entries(rest).filter(([, came]) => came !== 'refused')).toEqual([]);
    expect(connections).toBe(before);
  });
});
