/** Front door of the hash kernel, for Node and browser alike. What needs Node is in node.ts. */
export { bruteForce } from './brute-force.ts';
export { type HashKernelCode, HashKernelError } from './errors.ts';
export { withoutColour } from './grey.ts';
export { HASH_BYTES, hashToBytes, hashToText, isHash } from './hash-text.ts';
export {
  type BuiltMatcher,
  type HashSource,
  type Match,
  Matcher,
  type MatcherOptions,
  type MatcherProgram,
  type MatchResult,
  type QueryOptions,
} from './matcher.ts';
export { type LayoutName, LIMIT_MAX, type TableSpec, THRESHOLD_MAX } from './matcher-layout.ts';
export {
  hasSimd,
  loadPdq,
  PDQ_PIXELS_MAX,
  PDQ_QUALITY_MIN,
  PDQ_SIDE_MAX,
  Pdq,
  type PdqChannels,
  type PdqDihedral,
  type PdqDihedralResult,
  type PdqPrograms,
  type PdqResult,
  type PdqVariant,
} from './pdq.ts';
export { type BuiltShardedMatcher, ShardedMatcher, type ShardedOptions } from './sharded-matcher.ts';
