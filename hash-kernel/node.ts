import { readFileSync } from 'node:fs';
import { HashKernelError } from './errors.ts';
import type { MatcherProgram } from './matcher.ts';
import { loadPdq, type Pdq } from './pdq.ts';

const modules = new Map<string, WebAssembly.Module>();

function program(name: string): WebAssembly.Module {
  let module = modules.get(name);
  if (!module) {
    try {
      module = new WebAssembly.Module(readFileSync(new URL(`./build/${name}`, import.meta.url)));
    } catch (cause) {
      throw new HashKernelError(
        'kernel.program-invalid',
        `${name} did not load (built by tools/build-hash-kernel.ts): ${String(cause)}`,
      );
    }
    modules.set(name, module);
  }
  return module;
}

/** The matcher program from the built file; `shared` for an index that threads share. */
export function matcherProgram(options: { readonly shared?: boolean } = {}): MatcherProgram {
  const shared = options.shared ?? false;
  return { module: program(shared ? 'matcher-shared.wasm' : 'matcher.wasm'), shared };
}

/** A PDQ hasher from the built files. `scalar` takes the build without SIMD. */
export function pdqFromFile(options: { readonly scalar?: boolean } = {}): Promise<Pdq> {
  return loadPdq(options.scalar ? { scalar: program('pdq-scalar.wasm') } : { simd: program('pdq.wasm') });
}

export { MatcherPool, type PoolOptions } from './matcher-pool.ts';
export { loadSnapshot, type SnapshotInfo, saveSnapshot } from './snapshot.ts';
