import { parentPort } from 'node:worker_threads';
import { HashKernelError } from './errors.ts';
import { Matcher, type MatcherHandle, type QueryOptions } from './matcher.ts';
import { packResults } from './packed-results.ts';
import { ShardedMatcher } from './sharded-matcher.ts';

/** What a pool asks of its worker; every request gets one answer, in order. */
export type WorkerRequest =
  | { readonly kind: 'attach'; readonly handles: readonly MatcherHandle[]; readonly slot: number }
  | { readonly kind: 'search'; readonly hashes: Uint8Array<ArrayBuffer>; readonly options: QueryOptions }
  | {
      readonly kind: 'rebuild';
      readonly handle: MatcherHandle;
      readonly slot: number;
      readonly slots: number;
      readonly deltaCapacity: number;
    };

export type WorkerAnswer =
  | { readonly kind: 'attached' }
  | { readonly kind: 'found'; readonly packed: Uint32Array<ArrayBuffer> }
  | { readonly kind: 'rebuilt'; readonly handle: MatcherHandle }
  | { readonly kind: 'failed'; readonly code: HashKernelError['code'] | undefined; readonly message: string };

let index: ShardedMatcher | undefined;

function answer(request: WorkerRequest): WorkerAnswer {
  switch (request.kind) {
    case 'attach':
      index = new ShardedMatcher(request.handles.map((handle) => Matcher.attach(handle, request.slot)));
      return { kind: 'attached' };
    case 'search':
      if (!index) throw new HashKernelError('matcher.closed', 'the worker has no index');
      return { kind: 'found', packed: packResults(index.queryBatch(request.hashes, request.options)) };
    case 'rebuild': {
      const matcher = Matcher.attach(request.handle, request.slot);
      return { kind: 'rebuilt', handle: matcher.rebuilt(request.deltaCapacity, 'auto', request.slots).handle() };
    }
  }
}

parentPort?.on('message', (request: WorkerRequest) => {
  let reply: WorkerAnswer;
  try {
    reply = answer(request);
  } catch (error) {
    const code = error instanceof HashKernelError ? error.code : undefined;
    reply = { kind: 'failed', code, message: error instanceof Error ? error.message : String(error) };
  }
  parentPort?.postMessage(reply, reply.kind === 'found' ? [reply.packed.buffer] : []);
});
