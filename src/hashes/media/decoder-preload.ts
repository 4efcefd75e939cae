/**
 * Loaded before a WebAssembly program and in each of its threads, before a file is read. Code in WebAssembly reaches
 * what its JavaScript reaches: for files, programs and native code Node's permission model decides that; for the
 * network Node 24 has no permission, so every way to it is closed here.
 */
import dgram from 'node:dgram';
import dns from 'node:dns';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import threads, { type WorkerOptions } from 'node:worker_threads';

const denied = () => Object.assign(new Error('a decoder may not do this'), { code: 'ERR_ACCESS_DENIED' });
const closed = () => {
  throw denied();
};

function fix(owner: object, name: string, value: unknown): void {
  Object.defineProperty(owner, name, { value, writable: false, configurable: false });
}

const functionsOf = (owner: object) =>
  Object.getOwnPropertyNames(owner).filter(
    (name) => name !== 'constructor' && typeof Object.getOwnPropertyDescriptor(owner, name)?.value === 'function',
  );

// http, https, tls, fetch and WebSocket all connect through the sockets of net.
for (const [owner, names] of [
  [net.Socket.prototype, ['connect']],
  [net.Server.prototype, ['listen']],
  [net, ['_createServerHandle', 'connect', 'createConnection']],
  [dgram.Socket.prototype, functionsOf(dgram.Socket.prototype)],
  [dgram, ['createSocket']],
  [dns, functionsOf(dns)],
  [dns.promises, functionsOf(dns.promises)],
  [dns.Resolver.prototype, functionsOf(dns.Resolver.prototype)],
  [globalThis, ['fetch', 'WebSocket', 'EventSource']],
] as const)
  for (const name of names) fix(owner, name, closed);

// A thread could be started without this file: only those of the decoders are, and always with it.
const { Worker } = threads;
const own = [new URL('./memory-watch.ts', import.meta.url).href, import.meta.resolve('wasm-vips')];
class OwnWorker {
  constructor(file: string | URL, { type, workerData, name, resourceLimits }: WorkerOptions & { type?: string } = {}) {
    if (!(file instanceof URL) || !own.includes(file.href)) throw denied();
    // biome-ignore lint/correctness/noConstructorReturn: what is asked for is a thread of Node
    return new Worker(file, { type, workerData, name, resourceLimits, env: {} } as WorkerOptions);
  }
}
fix(Worker.prototype, 'constructor', OwnWorker);
fix(threads, 'Worker', OwnWorker);

// The file system of Emscripten knows the codes of an operating system: an unknown one would leave the library in the
// middle of a call.
for (const name of functionsOf(fs).filter((one) => one.endsWith('Sync'))) {
  const call = Reflect.get(fs, name) as (...args: unknown[]) => unknown;
  Reflect.set(fs, name, (...args: unknown[]) => {
    try {
      return call(...args);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ERR_ACCESS_DENIED') throw error;
      throw Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES', errno: -13 });
    }
  });
}
// It asks for these numbers alone; refused, a thread of it would wait for ever.
const { constants } = fs;
fix(process, 'binding', () => ({ fs: constants }));
syncBuiltinESMExports();
