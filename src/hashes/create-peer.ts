import { type Ctx, newId, ok, type Result } from '../kernel/index.ts';
import { insertPeer } from './import-store.ts';
import { refuse } from './refusals.ts';
import { bankByCode, listByCode, sourceByCode } from './register-store.ts';

export interface CreatePeer {
  /** Code of the source that its entries come under. */
  readonly source: string;
  /** Code of the bank that they go to. */
  readonly bank: string;
  readonly protocol: 'ncmec-v2' | 'delta';
  /** Address before `/v2/` (NCMEC) or before `/api/v1/` (ours). */
  readonly baseUrl: string;
  readonly client: string;
  readonly key: string;
  /** Of our protocol: the list over there. */
  readonly remoteList?: string | undefined;
  /** Of our protocol: the bank over there for what we push. */
  readonly remoteBank?: string | undefined;
  /** Code of our list that is pushed there. */
  readonly pushList?: string | undefined;
}

/** Binds a peer's stored credentials to it. */
export const credentialContext = (peer: string) => `hashes.peer ${peer}`;

/** Names another register to read from and to feed. Refusals: `source.not-found`, `bank.not-found`, `list.not-found` */
export async function createPeer(ctx: Ctx, input: CreatePeer): Promise<Result<{ id: string }>> {
  const id = newId<'hash-peer'>();
  const secret = Buffer.from(JSON.stringify({ client: input.client, key: input.key }));
  const credentials = await ctx.kernel.vault.wrap(secret, credentialContext(id));
  return ctx.transaction(async (tx) => {
    const source = await sourceByCode(tx, input.source);
    if (!source) return refuse('source.not-found', { field: 'source' });
    const bank = await bankByCode(tx, input.bank);
    if (!bank) return refuse('bank.not-found', { field: 'bank' });
    const list = input.pushList === undefined ? undefined : await listByCode(tx, input.pushList);
    if (input.pushList !== undefined && !list) return refuse('list.not-found', { field: 'pushList' });
    await insertPeer(tx, {
      id,
      sourceId: source.id,
      bankId: bank.id,
      protocol: input.protocol,
      baseUrl: input.baseUrl.replace(/\/+$/, ''),
      remoteList: input.remoteList ?? null,
      remoteBank: input.remoteBank ?? null,
      pushListId: list?.id ?? null,
      credentials,
    });
    tx.audit({
      action: 'hash-exchange.manage',
      object: { kind: 'hash-peer', id },
      codes: { source: input.source, protocol: input.protocol },
    });
    return ok({ id });
  });
}
