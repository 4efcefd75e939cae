import { actorName, agencyOf, type Ctx, cleanText, newId, ok, permittedOn, type Result } from '../../kernel/index.ts';
import type { ChannelAdapter } from '../adapter.ts';
import { adapterOf } from '../adapter-of.ts';
import type { ChannelCode } from '../inbound-event.ts';
import { refuse } from '../refusals.ts';
import type { AccountRow } from '../tables.ts';
import { kept } from './account-fields.ts';
import { accountRecord, actOnAccount, changeRow } from './account-record.ts';
import { newAccountKey, openSecrets, sealSecrets } from './account-sealing.ts';
import { insertAccount } from './account-store.ts';
import { newAccount } from './new-account.ts';

interface AccountFields {
  readonly name: string;
  /** What people write to, as they see it. */
  readonly address: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

type Secrets = Readonly<Record<string, unknown>>;
const TEXT = { most: 120 };

/**
 * Adds an account of the actor's agency, as a draft: its service is asked before it is opened.
 * Refusals: `access.not-permitted`, `access.step-up-needed`, `channel-account.invalid` (field)
 */
export async function connectAccount(
  ctx: Ctx,
  input: AccountFields & { readonly adapter: string; readonly secrets: Secrets },
): Promise<Result<{ readonly id: string }>> {
  const action = 'channel-account.enter-secrets';
  const agency = agencyOf(ctx.actor);
  const may = permittedOn(accountRecord, ctx.actor, action, { agency } as AccountRow, ctx.now);
  if (!may.ok) {
    await ctx.auditRefused({ action, codes: { refusal: may.refusal.code } });
    return may;
  }
  const adapter = adapterOf(ctx.kernel, input.adapter as ChannelCode);
  if (adapter === undefined || adapter.ofTheHouse) return refuse('channel-account.invalid', { field: 'adapter' });
  const fields = readFields(adapter, input);
  if (!fields.ok) return fields;
  const secrets = readSecrets(adapter, input.secrets);
  if (!secrets.ok) return secrets;
  const id = newId<'channel-account'>(ctx.now.getTime());
  const sealed = {
    sealed_secrets: await sealSecrets(ctx.kernel, id, secrets.value),
    sealed_key: await newAccountKey(ctx.kernel, id),
  };
  return ctx.transaction(async (tx) => {
    const account = {
      id,
      agency,
      adapter: adapter.code,
      ...fields.value,
      ...sealed,
      state: 'draft' as const,
      is_demonstration: ctx.kernel.config.demonstration,
    };
    await insertAccount(tx, newAccount(account, actorName(tx.actor), tx.now));
    tx.audit({
      action: 'channel-account.connect',
      object: { kind: 'channel-account', id },
      codes: { channel: adapter.code },
    });
    return ok({ id });
  });
}

/**
 * Changes an account; its secrets stay where none is entered. Asks for a fresh proof either way: an address that is changed is one to which
 * the secrets go.
 * Refusals: `channel-account.invalid` (field), `channel-account.not-found`, `access.*`, `record.changed-meanwhile`
 */
export async function changeAccount(
  ctx: Ctx,
  input: AccountFields & { readonly account: string; readonly version?: number; readonly secrets?: Secrets },
): Promise<Result<void>> {
  const on = { id: input.account, version: input.version };
  return actOnAccount(ctx, 'channel-account.enter-secrets', on, async (tx, row) => {
    const adapter = adapterOf(ctx.kernel, row.adapter);
    if (adapter === undefined || adapter.ofTheHouse) return refuse('channel-account.invalid', { field: 'adapter' });
    const fields = readFields(adapter, input);
    if (!fields.ok) return fields;
    const entered = input.secrets;
    const secrets =
      entered && readSecrets(adapter, { ...kept(adapter, await openSecrets(ctx.kernel, row)), ...entered });
    if (secrets && !secrets.ok) return secrets;
    await changeRow(tx, row, {
      ...fields.value,
      settings: JSON.stringify(fields.value.settings),
      ...(secrets && {
        sealed_secrets: await sealSecrets(ctx.kernel, row.id, secrets.value),
        renew_failure: null,
        // What the network gave stays, and when it ends.
        ...(!adapter.consent && { token_ends_at: null }),
      }),
    });
    tx.audit({
      action: 'channel-account.change',
      object: { kind: 'channel-account', id: row.id },
      codes: { secrets: Object.keys(entered ?? {}).length },
    });
    return ok();
  });
}

function readFields(adapter: ChannelAdapter, input: AccountFields): Result<AccountFields> {
  const [name, address] = [cleanText(input.name, TEXT), cleanText(input.address, TEXT)];
  if (!name.ok) return refuse('channel-account.invalid', { field: 'name' });
  if (!address.ok) return refuse('channel-account.invalid', { field: 'address' });
  const settings = adapter.settings.safeParse(input.settings);
  if (!settings.success)
    return refuse('channel-account.invalid', {
      field: `settings.${settings.error.issues[0]?.path[0]?.toString() ?? ''}`,
    });
  return ok({
    name: name.text,
    address: address.text,
    settings: settings.data as AccountFields['settings'],
  });
}

/** Refused by the name of the field alone: what was entered is never repeated. */
function readSecrets(adapter: ChannelAdapter, secrets: Secrets): Result<unknown> {
  const read = adapter.secrets.safeParse(secrets);
  return read.success
    ? ok(read.data)
    : refuse('channel-account.invalid', { field: `secrets.${read.error.issues[0]?.path[0]?.toString() ?? ''}` });
}
