import {
  actAs,
  actOnRecord,
  actorName,
  agencyOf,
  type Ctx,
  cleanText,
  newId,
  ok,
  permittedOn,
  type Result,
  refuseRequest,
  systemActor,
  type Tx,
} from '../../kernel/index.ts';
import type { ChannelAdapter } from '../adapter.ts';
import { adapterOf } from '../adapter-of.ts';
import { reviveFailed } from '../inbound/inbound-event-store.ts';
import { enqueueLanes } from '../inbound/lanes.ts';
import type { ChannelCode } from '../inbound-event.ts';
import { openReach } from '../reach.ts';
import { refuse } from '../refusals.ts';
import type { AccountRow } from '../tables.ts';
import { accountRecord, changeRow } from './account-record.ts';
import { newAccountKey, sealSecrets } from './account-sealing.ts';
import { insertAccount } from './account-store.ts';
import { forgetAccount, openRow } from './open-account.ts';

export interface AccountFields {
  readonly name: string;
  /** What people write to, as they see it. */
  readonly address: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

export interface ConnectAccount extends AccountFields {
  readonly adapter: string;
  readonly secrets: Readonly<Record<string, unknown>>;
  readonly demonstration?: boolean;
}

const TEXT = { most: 120 };
const SENTENCE = { most: 300 };

/**
 * Adds an account of the actor's agency, as a draft: its webhook is registered and its service asked before it is opened.
 * Refusals: `access.not-permitted`, `access.step-up-needed`, `channel-account.invalid` (field)
 */
export async function connectAccount(ctx: Ctx, input: ConnectAccount): Promise<Result<{ readonly id: string }>> {
  const agency = agencyOf(ctx.actor);
  const may = permittedOn(accountRecord, ctx.actor, 'channel-account.enter-secrets', { agency } as AccountRow, ctx.now);
  if (!may.ok) {
    await ctx.auditRefused({ action: 'channel-account.enter-secrets', codes: { refusal: may.refusal.code } });
    return may;
  }
  const adapter = adapterOf(ctx.kernel, input.adapter as ChannelCode);
  if (adapter === undefined) return refuse('channel-account.invalid', { field: 'adapter' });
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
    const by = actorName(tx.actor);
    await insertAccount(tx, {
      ...{ id, agency, adapter: adapter.code, ...fields.value, ...sealed },
      ...{ state: 'draft', state_reason: null, state_since: tx.now, service_name: null, checked_at: null },
      ...{ check_failure: null, last_event_at: null, last_sent_at: null, alive_at: null, token_ends_at: null },
      ...{ renewed_at: null, renew_failure: null, malformed: 0, seen: 0, down_since: null, down_by: null },
      ...{ down_sentence: null, is_demonstration: input.demonstration ?? ctx.kernel.config.demonstration },
      ...{ created_by: by, created_at: tx.now, changed_by: by, changed_at: tx.now, version: 1 },
    });
    tx.audit({
      action: 'channel-account.connect',
      object: { kind: 'channel-account', id },
      codes: { channel: adapter.code },
    });
    return ok({ id });
  });
}

/**
 * Changes what is written of an account, and its secrets where any are entered; what was stays where none are.
 * Refusals: `channel-account.*`, `access.*`, `record.changed-meanwhile`
 */
export async function changeAccount(
  ctx: Ctx,
  input: AccountFields & {
    readonly account: string;
    readonly version?: number;
    readonly secrets?: Readonly<Record<string, unknown>>;
  },
): Promise<Result<void>> {
  const action = input.secrets === undefined ? 'channel-account.keep' : 'channel-account.enter-secrets';
  return act(ctx, action, { id: input.account, version: input.version }, async (tx, row) => {
    const adapter = adapterOf(ctx.kernel, row.adapter);
    if (adapter === undefined) return refuse('channel-account.invalid', { field: 'adapter' });
    const fields = readFields(adapter, input);
    if (!fields.ok) return fields;
    const secrets = input.secrets === undefined ? ok(undefined) : readSecrets(adapter, input.secrets);
    if (!secrets.ok) return secrets;
    await changeRow(tx, row, {
      ...fields.value,
      settings: JSON.stringify(fields.value.settings),
      ...(secrets.value !== undefined && {
        sealed_secrets: await sealSecrets(ctx.kernel, row.id, secrets.value),
        renew_failure: null,
      }),
    });
    tx.audit({
      action: 'channel-account.change',
      object: { kind: 'channel-account', id: row.id },
      codes: { secrets: input.secrets !== undefined },
    });
    return ok();
  });
}

/**
 * Opens an account, once its own service has said that it is ours, or pauses it. One whose shape had drifted begins to count anew.
 * Refusals: `channel-account.*`, `access.*`
 */
export async function steerAccount(
  ctx: Ctx,
  input: { readonly account: string; readonly act: 'open' | 'pause' },
): Promise<Result<void>> {
  const name = input.act === 'open' ? await askService(ctx, input.account) : ok(null);
  if (!name.ok) return name;
  return act(ctx, 'channel-account.keep', { id: input.account }, async (tx, row) => {
    await changeRow(tx, row, {
      state: input.act === 'open' ? 'open' : 'paused',
      state_reason: input.act === 'open' ? null : 'by-hand',
      state_since: tx.now,
      ...(name.value && {
        ...name.value,
        checked_at: tx.now,
        check_failure: null,
        failing_since: null,
        malformed: 0,
        seen: 0,
      }),
    });
    tx.audit({
      action: 'channel-account.steer',
      object: { kind: 'channel-account', id: row.id },
      codes: { act: input.act, was: row.state },
    });
    return ok();
  });
}

/** What the account's own service says of it, before the act: no row is locked while it is asked. */
async function askService(
  ctx: Ctx,
  account: string,
): Promise<Result<{ readonly service_name: string; readonly token_ends_at: Date | null }>> {
  const found = await actOnRecord(
    accountRecord,
    ctx,
    'channel-account.keep',
    { id: account, readOnly: true },
    async (_tx, row) => ok(row),
  );
  if (!found.ok) return found;
  const inUse = await openRow(ctx.kernel, found.value);
  if (inUse === undefined) return refuse('channel-account.invalid', { field: 'adapter' });
  const said = await inUse.adapter.check(inUse.open, { ...openReach(ctx.kernel.config), now: ctx.now });
  if (!said.ok) return refuse('channel-account.check-failed', { facts: { reason: said.refusal.code } });
  return ok({ service_name: said.value.name.slice(0, 200), token_ends_at: said.value.tokenEndsAt });
}

/**
 * Nobody can answer on this channel just now: whoever writes is told so in this sentence, which names the telephone.
 * Refusals: `channel-account.*`, `access.*`, `text.*`
 */
export async function sayDown(
  ctx: Ctx,
  input: { readonly account: string; readonly sentence: string },
): Promise<Result<void>> {
  const read = cleanText(input.sentence, SENTENCE);
  if (!read.ok || !/(?<!\d)111(?!\d)/.test(read.text)) return refuse('channel-account.invalid', { field: 'sentence' });
  return act(ctx, 'channel-account.say-down', { id: input.account }, async (tx, row) => {
    const { actor } = tx;
    if (actor.kind !== 'person') return refuseRequest('access.not-permitted');
    await changeRow(tx, row, { down_since: row.down_since ?? tx.now, down_by: actor.person, down_sentence: read.text });
    tx.audit({ action: 'channel-account.say-down', object: { kind: 'channel-account', id: row.id } });
    return ok();
  });
}

export async function sayUp(ctx: Ctx, account: string): Promise<Result<void>> {
  return act(ctx, 'channel-account.say-down', { id: account }, async (tx, row) => {
    await changeRow(tx, row, { down_since: null, down_by: null, down_sentence: null });
    tx.audit({ action: 'channel-account.say-up', object: { kind: 'channel-account', id: row.id } });
    return ok();
  });
}

/** What came and could not be worked on is tried anew, all of it. */
export async function retryEvents(ctx: Ctx, account: string): Promise<Result<{ readonly events: number }>> {
  return act(ctx, 'channel-account.keep', { id: account }, async (tx, row) => {
    const events = await actAs(tx, systemActor('channels.retry'), async (system) => {
      const lanes = await reviveFailed(system, row.id);
      await enqueueLanes(system, row.id, lanes);
      return lanes.length;
    });
    tx.audit({
      action: 'inbound-event.retry',
      object: { kind: 'channel-account', id: row.id },
      codes: { events },
    });
    return ok({ events });
  });
}

async function act<T>(
  ctx: Ctx,
  action: 'channel-account.keep' | 'channel-account.enter-secrets' | 'channel-account.say-down',
  on: { readonly id: string; readonly version?: number | undefined },
  work: (tx: Tx, row: AccountRow) => Promise<Result<T>>,
): Promise<Result<T>> {
  const done = await actOnRecord(accountRecord, ctx, action, on, work);
  if (done.ok) forgetAccount(ctx.kernel, on.id);
  return done;
}

function readFields(adapter: ChannelAdapter, input: AccountFields): Result<AccountFields> {
  const [name, address] = [cleanText(input.name, TEXT), cleanText(input.address, TEXT)];
  if (!name.ok) return refuse('channel-account.invalid', { field: 'name' });
  if (!address.ok) return refuse('channel-account.invalid', { field: 'address' });
  const settings = adapter.settings.safeParse(input.settings);
  if (!settings.success)
    return refuse('channel-account.invalid', { field: `settings.${settings.error.issues[0]?.path.join('.') ?? ''}` });
  return ok({
    name: name.text,
    address: address.text,
    settings: settings.data as Readonly<Record<string, unknown>>,
  });
}

/** Refused by the name of the field alone: what was entered is never repeated. */
function readSecrets(adapter: ChannelAdapter, secrets: unknown): Result<unknown> {
  const read = adapter.secrets.safeParse(secrets);
  return read.success
    ? ok(read.data)
    : refuse('channel-account.invalid', { field: `secrets.${read.error.issues[0]?.path.join('.') ?? ''}` });
}
