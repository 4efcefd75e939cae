import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { namedByOperator } from '../outgoing/network.ts';
import { SafeFetch } from '../outgoing/safe-fetch.ts';
import { type Vault, VaultError } from './vault.ts';

export interface TransitSettings {
  /** Base address of the service, as in `https://vault.example:8200`. */
  readonly url: string;
  /** File with the token; read at each call, so that an agent may renew it. */
  readonly tokenFile: string;
  /** Path where the transit engine is mounted. */
  readonly mount: string;
  /** Name of the wrapping key (aes256-gcm96, `derived`); the secrets derive from `NAME-base`, which is never rotated. */
  readonly key: string;
}

const WITHIN_MS = 5_000;
const MOST_BYTES = 1_000_000;
const PREFIX = 'transit:';
/** Asked for every report that is opened: its connections are kept, and nobody waits for a turn. */
const fetchVault = new SafeFetch({
  userAgent: 'LaChan',
  network: namedByOperator,
  politeness: { atOnce: 256, gap: 0, waiting: 100_000 },
  kept: true,
});

/**
 * Root keys that never leave a key-management service: the transit engine of HashiCorp Vault or OpenBao, over HTTP. The
 * context goes along as the key's derivation context, so a wrapped key opens in its place alone. Derived secrets are kept in
 * memory once asked for.
 * @throws VaultError when the service does not answer, refuses the token, or has no such keys
 */
export async function openTransitVault(settings: TransitSettings): Promise<Vault> {
  const vault = new TransitVault(settings);
  await vault.readVersion();
  return vault;
}

/** Makes the two keys of a new installation; keys that are there stay as they are. */
export async function createTransitVault(settings: TransitSettings): Promise<Vault> {
  const vault = new TransitVault(settings);
  await vault.create();
  return openTransitVault(settings);
}

const keyAnswer = z.object({
  data: z.object({
    latest_version: z.number().int().min(1),
    min_decryption_version: z.number().int(),
    derived: z.boolean(),
  }),
});
const ciphertextAnswer = z.object({ data: z.object({ ciphertext: z.string().regex(/^vault:v\d+:[A-Za-z0-9+/=]+$/) }) });
const plaintextAnswer = z.object({ data: z.object({ plaintext: z.string() }) });
const hmacAnswer = z.object({ data: z.object({ hmac: z.string().regex(/^vault:v1:[A-Za-z0-9+/=]+$/) }) });

class TransitVault implements Vault {
  readonly #settings: TransitSettings;
  readonly #derived = new Map<string, Uint8Array>();
  #version = 0;

  constructor(settings: TransitSettings) {
    this.#settings = settings;
  }

  get keyId(): string {
    return `${this.#settings.key}:v${this.#version}`;
  }

  async wrap(plain: Uint8Array, context: string): Promise<Uint8Array> {
    const { data } = await this.#call(ciphertextAnswer, 'POST', `encrypt/${this.#settings.key}`, {
      plaintext: base64(plain),
      context: base64(Buffer.from(context, 'utf8')),
    });
    this.#version = Math.max(this.#version, versionOf(data.ciphertext));
    return Buffer.from(PREFIX + data.ciphertext, 'utf8');
  }

  async unwrap(wrapped: Uint8Array, context: string): Promise<Uint8Array> {
    const ciphertext = textOf(wrapped);
    const { data } = await this.#call(plaintextAnswer, 'POST', `decrypt/${this.#settings.key}`, {
      ciphertext,
      context: base64(Buffer.from(context, 'utf8')),
    });
    return Buffer.from(data.plaintext, 'base64');
  }

  isCurrent(wrapped: Uint8Array): boolean {
    return versionOf(textOf(wrapped)) === this.#version;
  }

  async derive(purpose: string): Promise<Uint8Array> {
    let bytes = this.#derived.get(purpose);
    if (!bytes) {
      const { data } = await this.#call(hmacAnswer, 'POST', `hmac/${this.#settings.key}-base/sha2-256`, {
        input: base64(Buffer.from(`la-chan|${purpose}`, 'utf8')),
        key_version: 1,
      });
      bytes = new Uint8Array(Buffer.from(data.hmac.slice('vault:v1:'.length), 'base64'));
      if (bytes.length !== 32) throw new VaultError('the vault gave a derived secret of another length');
      this.#derived.set(purpose, bytes);
    }
    return bytes;
  }

  async rotate(): Promise<void> {
    await this.#call(z.unknown(), 'POST', `keys/${this.#settings.key}/rotate`, {});
    await this.readVersion();
  }

  async retire(): Promise<number> {
    const before = await this.readVersion();
    await this.#call(z.unknown(), 'POST', `keys/${this.#settings.key}/config`, {
      min_decryption_version: this.#version,
      min_encryption_version: this.#version,
    });
    return this.#version - Math.max(before, 1);
  }

  /** Reads which version wraps. @returns the oldest version that still unwraps */
  async readVersion(): Promise<number> {
    const { data } = await this.#call(keyAnswer, 'GET', `keys/${this.#settings.key}`);
    if (!data.derived) throw new VaultError(`key ${this.#settings.key} of the vault must be made with derived=true`);
    this.#version = data.latest_version;
    return data.min_decryption_version;
  }

  async create(): Promise<void> {
    const { key } = this.#settings;
    await this.#call(z.unknown(), 'POST', `keys/${key}`, { type: 'aes256-gcm96', derived: true });
    await this.#call(z.unknown(), 'POST', `keys/${key}-base`, { type: 'aes256-gcm96' });
  }

  async #call<T>(answer: z.ZodType<T>, method: 'GET' | 'POST', path: string, body?: object): Promise<T> {
    const { url, mount, tokenFile } = this.#settings;
    const answered = await fetchVault.get(`${url}/v1/${mount}/${path}`, {
      limits: { bytes: MOST_BYTES, ms: WITHIN_MS, redirects: 0 },
      method,
      headers: {
        'x-vault-token': readFileSync(tokenFile, 'utf8').trim(),
        'x-vault-request': 'true',
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!answered.ok) throw new VaultError(`VAULT_ADDR: no answer from ${url} (${answered.refusal.code})`);
    const { status } = answered.value;
    if (status >= 300) throw new VaultError(`the vault refused ${path.split('/')[0]} with ${status}`);
    const text = answered.value.body.toString('utf8');
    const parsed = answer.safeParse(text === '' ? undefined : jsonOf(text));
    if (!parsed.success) throw new VaultError(`the vault answered ${path.split('/')[0]} in a form that is not known`);
    return parsed.data;
  }
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

function textOf(wrapped: Uint8Array): string {
  const text = Buffer.from(wrapped).toString('latin1');
  if (!text.startsWith(PREFIX)) throw new VaultError('this was wrapped by another vault');
  return text.slice(PREFIX.length);
}

function versionOf(ciphertext: string): number {
  return Number(/^vault:v(\d+):/.exec(ciphertext)?.[1] ?? 0);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
