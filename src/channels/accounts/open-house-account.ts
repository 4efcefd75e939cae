import { type Ctx, newId, ok, type Result, systemActor } from '../../kernel/index.ts';
import type { ChannelCode } from '../inbound-event.ts';
import { newAccountKey, sealSecrets } from './account-sealing.ts';
import { houseAccountOf, insertAccount, lockHouseAccount } from './account-store.ts';
import { newAccount } from './new-account.ts';

export interface HouseAccount {
  readonly adapter: ChannelCode;
  readonly name: string;
  readonly address: string;
  readonly demonstration: boolean;
  /** Made where there is no account yet, and kept by the vault alone. */
  make(): { readonly settings: Readonly<Record<string, unknown>>; readonly secrets: unknown };
}

/**
 * The account of an agency that the house makes itself, on first use.
 * @returns its id
 */
export async function openHouseAccount(ctx: Ctx, agency: string, asked: HouseAccount): Promise<Result<string>> {
  const { kernel } = ctx;
  const { adapter, name, address } = asked;
  const system = ctx.as(systemActor('channels.open-house-account'));
  const known = await system.transaction(async (tx) => ok(await houseAccountOf(tx, agency, adapter)));
  if (!known.ok || known.value !== undefined) return known as Result<string>;
  const id = newId<'channel-account'>();
  const { settings, secrets } = asked.make();
  const sealed = {
    sealed_secrets: await sealSecrets(kernel, id, secrets),
    sealed_key: await newAccountKey(kernel, id),
  };
  return system.transaction(async (tx) => {
    // Of two who are first at once, one makes it and the other finds it.
    await lockHouseAccount(tx, agency, adapter);
    const meanwhile = await houseAccountOf(tx, agency, adapter);
    if (meanwhile !== undefined) return ok(meanwhile);
    const account = {
      id,
      agency,
      adapter,
      name,
      address,
      settings,
      ...sealed,
      state: 'open' as const,
      is_demonstration: asked.demonstration,
    };
    await insertAccount(tx, newAccount(account, 'platform', tx.now));
    tx.audit({
      organisation: agency,
      action: 'channel-account.make',
      object: { kind: 'channel-account', id },
      codes: { channel: adapter },
    });
    return ok(id);
  });
}
