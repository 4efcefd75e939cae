import { type Ctx, newId, ok, type Result } from '../../kernel/index.ts';
import { bankByCode, listByCode, sourceByCode } from '../entries/register-store.ts';
import { isCode } from '../entries/well-formed.ts';
import { insertPeer } from '../imports/import-store.ts';
import { refuse } from '../refusals.ts';

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
  /** Of our protocol, which reads nothing without it: the list over there. */
  readonly remoteList?: string | undefined;
  /** Of our protocol, needed where there is a list to push: the bank over there. */
  readonly remoteBank?: string | undefined;
  /** Code of our list that is pushed there. */
  readonly pushList?: string | undefined;
}

/** Binds a peer's stored credentials to it. */
export const credentialContext = (peer: string) => `hashes.peer ${peer}`;

/**
 * Names another register to read from and to feed; nothing is sent there before its address and certificate are confirmed
 * (`askPeerConfirmation`). Refusals: `peer.not-https`, `field.malformed`, `source.not-found`, `bank.not-found`,
 * `list.not-found`, `peer.source-taken`
 */
export async function createPeer(ctx: Ctx, input: CreatePeer): Promise<Result<{ id: string }>> {
  if (URL.parse(input.baseUrl)?.protocol === 'http:') return refuse('peer.not-https', { field: 'baseUrl' });
  const wrong = malformed(input);
  if (wrong) return refuse('field.malformed', { field: wrong });
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
    const stored = await insertPeer(tx, {
      id,
      sourceId: source.id,
      bankId: bank.id,
      protocol: input.protocol,
      baseUrl: input.baseUrl.replace(/\/+$/, ''),
      remoteList: input.remoteList ?? null,
      remoteBank: input.remoteBank ?? null,
      pushListId: list?.id ?? null,
      credentials,
      createdBy: tx.actor.kind === 'person' ? tx.actor.person : null,
    });
    if (!stored) return refuse('peer.source-taken', { field: 'source' });
    tx.audit({
      action: 'hash-exchange.manage',
      object: { kind: 'hash-peer', id },
      codes: { source: input.source, protocol: input.protocol },
    });
    return ok({ id });
  });
}

/** The first field that cannot be what it should be. */
function malformed(input: CreatePeer): keyof CreatePeer | undefined {
  if (!isBase(input.baseUrl)) return 'baseUrl';
  for (const [field, most] of [
    ['client', 200],
    ['key', 400],
  ] as const)
    if (input[field].trim() === '' || input[field].length > most) return field;
  if (input.protocol !== 'delta') return undefined;
  if (!isCode(input.remoteList ?? '')) return 'remoteList';
  const bankNeeded = input.pushList !== undefined || input.remoteBank !== undefined;
  return bankNeeded && !isCode(input.remoteBank ?? '') ? 'remoteBank' : undefined;
}

/** An address that paths can be put after, without a name and password of its own: those would end up in logs. */
function isBase(text: string): boolean {
  const url = URL.parse(text);
  return (
    url !== null &&
    url.protocol === 'https:' &&
    url.username === '' &&
    url.password === '' &&
    url.search === '' &&
    url.hash === ''
  );
}
