/**
 * The root of all keys: what a key-management service or an HSM must be able to do for us. The file of vault-file.ts is the
 * default; vault-transit.ts speaks to a key-management service. Both pass vault.contract.test.ts.
 * `context` binds a wrapped key to its place: unwrapping under another context fails.
 */
export interface Vault {
  /** Names the root key in use, for the audit and for rotation. */
  readonly keyId: string;
  wrap(plain: Uint8Array, context: string): Promise<Uint8Array>;
  unwrap(wrapped: Uint8Array, context: string): Promise<Uint8Array>;
  /** Whether the root key in use wrapped this: what it did not must be wrapped anew before the other key can go. */
  isCurrent(wrapped: Uint8Array): boolean;
  /** 32 bytes that depend on the root secret and the purpose alone; they survive a rotation of the root key. */
  derive(purpose: string): Promise<Uint8Array>;
  /** Adds a root key, which wraps from now on; the old ones still unwrap. */
  rotate(): Promise<void>;
  /**
   * Takes the old root keys away, so that only the one in use unwraps.
   * @returns how many went
   * @throws VaultError where the one in use is younger than a minute: a running server may still wrap under the one before
   */
  retire(): Promise<number>;
}

/** The vault is not there, not ours, or not as it must be. The message says what to do, and no secret. */
export class VaultError extends Error {
  override name = 'VaultError';
}
