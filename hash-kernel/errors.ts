/**
 * What the kernel refuses, with a stable code `noun.reason-in-kebab`. The kernel imports nothing of the
 * platform, so it cannot return the platform's refusals: the module that calls it maps `code` to one.
 */
export type HashKernelCode =
  | 'hash.not-64-lower-hex'
  | 'hash.not-32-bytes'
  | 'image.size-out-of-range'
  | 'image.channels-unsupported'
  | 'image.buffer-mismatch'
  | 'image.variant-unknown'
  | 'kernel.program-invalid'
  | 'kernel.out-of-memory'
  | 'matcher.threshold-out-of-range'
  | 'matcher.limit-out-of-range'
  | 'matcher.option-invalid'
  | 'matcher.too-many-hashes'
  | 'matcher.delta-full'
  | 'matcher.unknown-id'
  | 'matcher.closed'
  | 'snapshot.not-a-snapshot'
  | 'snapshot.version-unsupported'
  | 'snapshot.truncated'
  | 'snapshot.corrupted';

/** The only error type that the kernel throws on bad input. */
export class HashKernelError extends Error {
  readonly code: HashKernelCode;

  constructor(code: HashKernelCode, message: string) {
    super(message);
    this.name = 'HashKernelError';
    this.code = code;
  }
}
