import { createHash, randomBytes } from 'node:crypto';
import {
  actAs,
  actOnRecord,
  type Ctx,
  MINUTE,
  ok,
  type PersonActor,
  type Result,
  refuseRequest,
  systemActor,
} from '../../kernel/index.ts';
import { openReach } from '../reach.ts';
import { refuse } from '../refusals.ts';
import { accountRecord, actOnAccount, changeRow } from './account-record.ts';
import { openVerifier, sealSecrets, sealVerifier } from './account-sealing.ts';
import { replaceConsent, takeConsent } from './consent-store.ts';
import { openRow } from './open-account.ts';

/** As long as networks let their codes live. */
const GOOD_FOR = 10 * MINUTE;
const platform = systemActor('channels.consent');

/** Of the session too: what one person was led back with is worth nothing in another's browser. */
const digestOf = (state: string, { session }: PersonActor) =>
  createHash('sha256')
    .update(JSON.stringify([state, session]))
    .digest();

/**
 * Where the keeper of an account agrees that we speak for it, on the network's own page.
 * @param input.redirect our own page to which the network leads back
 * Refusals: `channel-consent.none`, `channel-account.not-found`, `access.*`
 */
export async function beginConsent(
  ctx: Ctx,
  input: { readonly account: string; readonly redirect: string },
): Promise<Result<{ readonly url: string }>> {
  const on = { id: input.account, readOnly: true };
  return actOnRecord(accountRecord, ctx, 'channel-account.enter-secrets', on, async (tx, row, actor) => {
    const inUse = await openRow(ctx.kernel, row);
    if (!inUse?.adapter.consent) return refuse('channel-consent.none');
    const state = randomBytes(32).toString('base64url');
    const { url, verifier } = inUse.adapter.consent.begin(inUse.open.settings, { redirect: input.redirect, state });
    const begun = {
      account_id: row.id,
      state_digest: digestOf(state, actor),
      sealed_verifier: await sealVerifier(ctx.kernel, row.id, verifier),
      ends_at: new Date(tx.now.getTime() + GOOD_FOR),
    };
    await actAs(tx, platform, (own) => replaceConsent(own, begun));
    tx.audit({ action: 'channel-account.begin-consent', object: { kind: 'channel-account', id: row.id } });
    return ok({ url });
  });
}

/**
 * What the keeper came back with becomes the account's tokens, once.
 * Refusals: `channel-consent.refused` where it was not begun in this session, was used, is too old, or the network says no;
 * `channel-service.*`, `channel-account.not-found`, `record.changed-meanwhile`, `access.*`
 */
export async function finishConsent(ctx: Ctx, query: URLSearchParams): Promise<Result<{ readonly account: string }>> {
  const { actor } = ctx;
  if (!accountRecord.acts(actor)) return refuseRequest('access.not-permitted');
  const digest = digestOf(query.get('state') ?? '', actor);
  const taken = await ctx.as(platform).transaction(async (tx) => ok(await takeConsent(tx, digest)));
  if (!taken.ok) return taken;
  if (taken.value === undefined || taken.value.ends_at <= ctx.now) return refuse('channel-consent.refused');
  const { account_id: account, sealed_verifier: sealed } = taken.value;
  const on = { id: account, readOnly: true };
  const found = await actOnRecord(accountRecord, ctx, 'channel-account.keep', on, async (_tx, row) => ok(row));
  if (!found.ok) return found;
  const inUse = await openRow(ctx.kernel, found.value);
  if (!inUse?.adapter.consent) return refuse('channel-consent.none');
  const answer = { query, verifier: await openVerifier(ctx.kernel, account, sealed) };
  const given = await inUse.adapter.consent.finish(inUse.open, answer, {
    ...openReach(ctx.kernel.config),
    now: ctx.now,
  });
  if (!given.ok) return given;
  const secrets = await sealSecrets(ctx.kernel, account, given.value.secrets);
  const unchanged = { id: account, version: found.value.version };
  return actOnAccount(ctx, 'channel-account.keep', unchanged, async (tx, row) => {
    const set = { sealed_secrets: secrets, token_ends_at: given.value.endsAt, renewed_at: tx.now, renew_failure: null };
    await changeRow(tx, row, set);
    tx.audit({ action: 'channel-account.consent', object: { kind: 'channel-account', id: account } });
    return ok({ account });
  });
}
