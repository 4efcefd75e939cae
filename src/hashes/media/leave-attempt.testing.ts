/**
 * Runs in the place of a decoding program, under its bounds, and tries what code would that took the program over. Says
 * on one line what each try came to.
 * Arguments: a picture outside, a port of 127.0.0.1 where somebody listens.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { get } from 'node:http';
import { connect } from 'node:net';
import { Worker, type WorkerOptions } from 'node:worker_threads';

const [picture, port] = process.argv.slice(2) as [string, string];
const address = `http://127.0.0.1:${port}/`;

const tries: Readonly<Record<string, () => unknown>> = {
  fileByNode: () => readFileSync(picture),
  fileByNativeCode: async () => {
    const { default: sharp } = await import('sharp');
    await sharp(picture).raw().toBuffer();
  },
  // Sound under these bounds, so that what follows is denied for what it is.
  memoryByWebAssembly: async () => {
    const vips = await openVips();
    vips.Image.newFromBuffer(vips.Image.black(8, 8).pngsaveBuffer()).writeToMemory();
  },
  fileByWebAssembly: async () => {
    const vips = await openVips();
    vips.Image.newFromFile(picture).writeToMemory();
  },
  program: () => {
    const { error } = spawnSync('/usr/bin/true');
    if (error) throw error;
  },
  socket: () => connected(() => connect(Number(port), '127.0.0.1')),
  http: () => connected(() => get(address)),
  fetch: () => fetch(address),
  handle: () => {
    const listen = (process.getBuiltinModule('net') as unknown as Record<string, (...args: unknown[]) => unknown>)
      ._createServerHandle;
    if (typeof listen?.('127.0.0.1', 0, 4) !== 'object') throw new Error('no handle');
  },
  thread: () => threadConnects({}),
  threadWithoutBounds: () => threadConnects({ execArgv: [] }),
};

async function openVips() {
  const { default: Vips } = await import('wasm-vips');
  return Vips({ dynamicLibraries: [], print: () => undefined, printErr: () => undefined });
}

function threadConnects(options: WorkerOptions): Promise<void> {
  const code = `require('node:net').connect(${Number(port)}, '127.0.0.1').on('connect', () => process.exit(0)).on('error', () => process.exit(1))`;
  return new Promise((resolve, reject) => {
    const thread = new Worker(code, { eval: true, ...options });
    thread.on('error', reject);
    thread.on('exit', (exit) => (exit === 0 ? resolve() : reject(new Error('not connected'))));
  });
}

function connected(open: () => NodeJS.EventEmitter): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = open();
    socket.on('connect', resolve).on('response', resolve).on('error', reject);
  });
}

const said: Record<string, string> = {};
for (const [name, attempt] of Object.entries(tries)) {
  try {
    await attempt();
    said[name] = 'done';
  } catch {
    said[name] = 'refused';
  }
}
process.stdout.write(JSON.stringify(said), () => process.exit(0));
