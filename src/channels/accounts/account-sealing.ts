import { createHmac, randomBytes } from 'node:crypto';
import { type Kernel, openPart, type PartKey, type SealedColumn, sealPart } from '../../kernel/index.ts';
import type { AccountRow } from '../tables.ts';

export const secretsContext = (account: string) => `channels.secrets|${account}`;
const verifierContext = (account: string) => `channels.consent|${account}`;
const keyContext = (account: string) => `channels.account-key|${account}`;

/** What the vault wrapped here. */
export const channelsSealed: readonly SealedColumn[] = [
  {
    table: 'channels.channel_account',
    key: ['id'],
    column: 'sealed_secrets',
    context: (row) => secretsContext(String(row.id)),
  },
  {
    table: 'channels.channel_account',
    key: ['id'],
    column: 'sealed_key',
    context: (row) => keyContext(String(row.id)),
  },
  {
    table: 'channels.account_consent',
    key: ['account_id'],
    column: 'sealed_verifier',
    context: (row) => verifierContext(String(row.account_id)),
  },
];

export async function sealSecrets(kernel: Kernel, account: string, secrets: unknown): Promise<Buffer> {
  return Buffer.from(await kernel.vault.wrap(Buffer.from(JSON.stringify(secrets), 'utf8'), secretsContext(account)));
}

export async function openSecrets(
  kernel: Kernel,
  account: Pick<AccountRow, 'id' | 'sealed_secrets'>,
): Promise<Readonly<Record<string, unknown>>> {
  const plain = await kernel.vault.unwrap(account.sealed_secrets, secretsContext(account.id));
  return JSON.parse(Buffer.from(plain).toString('utf8'));
}

/** What a network must see again of whoever agreed on its page; as secret as a token. */
export const sealVerifier = async (kernel: Kernel, account: string, verifier: string): Promise<Buffer> =>
  Buffer.from(await kernel.vault.wrap(Buffer.from(verifier, 'utf8'), verifierContext(account)));
export const openVerifier = async (kernel: Kernel, account: string, sealed: Uint8Array): Promise<string> =>
  Buffer.from(await kernel.vault.unwrap(sealed, verifierContext(account))).toString('utf8');

export async function newAccountKey(kernel: Kernel, account: string): Promise<Buffer> {
  return Buffer.from(await kernel.vault.wrap(randomBytes(32), keyContext(account)));
}

/** Seals and marks what belongs to one account. Held in memory while the account is in use. */
export interface AccountKey {
  /** @param part what it is and of which row, as in `event:<id>` */
  seal(part: string, text: string): Buffer;
  /** @throws where it was sealed as another part or of another account */
  open(part: string, sealed: Uint8Array): string;
  /** Keyed digest: equal values of one kind give equal marks at this account, and nobody without the vault can check a guess. */
  mark(kind: 'peer' | 'event' | 'lane' | 'service', ...values: readonly string[]): Buffer;
}

export async function openAccountKey(
  kernel: Kernel,
  account: Pick<AccountRow, 'id' | 'sealed_key'>,
): Promise<AccountKey> {
  const bytes = await kernel.vault.unwrap(account.sealed_key, keyContext(account.id));
  const key: PartKey = {
    bytes,
    scope: { objectKind: 'channel-account', objectId: account.id, fieldClass: 'traffic' },
  };
  const marks = createHmac('sha256', bytes).update('channels.marks').digest();
  return {
    seal: (part, text) => sealPart(key, part, text),
    open: (part, sealed) => openPart(key, part, sealed),
    mark: (kind, ...values) =>
      createHmac('sha256', marks)
        .update(JSON.stringify([kind, ...values]))
        .digest(),
  };
}
