import { type Ctx, createContext, newId, ok, systemActor } from '../../kernel/index.ts';
import { type AccountInUse, useAccount } from '../accounts/open-account.ts';
import type {
  ChannelAdapter,
  OpenAccount,
  OutboundMessage,
  PostParts,
  PublicPost,
  Reach,
  SendOutcome,
} from '../adapter.ts';
import { CLAIM_MS, type Claim, claimMessages } from './claim-messages.ts';
import { outboundSources } from './outbound-source.ts';
import { accountsDue, giveUpClaims } from './outbox-store.ts';
import { type Outcome, settleMessage } from './settle-message.ts';

const SYSTEM = systemActor('channels.send');
/** Milliseconds after which a provider counts as hung: well before another process takes the message for lost. */
const ANSWER_WITHIN = CLAIM_MS / 2;

/** What sending needs of the rest of the house. */
export interface Sending {
  reach(): Reach;
  /** Renews the account's token under its lock, once for all who ask at the time. @returns the account with it; undefined where it could not be had */
  renew(ctx: Ctx, account: AccountInUse): Promise<AccountInUse | undefined>;
  /** Milliseconds after which a provider counts as hung, where a test does not wait. */
  readonly answerWithin?: number;
}

const fresh = (ctx: Ctx): Ctx =>
  createContext(ctx.kernel, { actor: SYSTEM, requestId: newId<'request'>(), language: 'vi' });

/** Accounts that have something to send now; what was left in hand by a process that died is looked at again. */
export async function accountsToServe(ctx: Ctx): Promise<string[]> {
  const found = await fresh(ctx).transaction(
    async (tx) => {
      await giveUpClaims(tx);
      return ok(await accountsDue(tx));
    },
    { keep: true },
  );
  return found.ok ? found.value : [];
}

/** Sends what is due by one account, in as many batches as its pace allows now. @returns how many were taken in hand */
export async function sendByAccount(ctx: Ctx, id: string, sending: Sending): Promise<number> {
  let taken = 0;
  for (;;) {
    const now = fresh(ctx);
    const account = await useAccount(now, id);
    if (!account) return taken;
    const claims = await claimMessages(now, account);
    if (!claims.ok || claims.value.met === 0) return taken;
    taken += claims.value.claims.length;
    const served = await Promise.allSettled(claims.value.claims.map((claim) => serve(ctx, account, claim, sending)));
    const failed = served.find(({ status }) => status === 'rejected') as PromiseRejectedResult | undefined;
    if (failed) throw failed.reason;
  }
}

async function serve(ctx: Ctx, account: AccountInUse, claimed: Claim, sending: Sending): Promise<void> {
  const message = await writeNow(ctx, account, claimed);
  const begun = performance.now();
  const outcome: Outcome = 'state' in message ? message : await tell(ctx, account, { ...claimed, message }, sending);
  const tookMs = 'state' in message ? undefined : performance.now() - begun;
  await settleMessage(fresh(ctx), claimed, outcome, waysOf(account, claimed, sending).look !== undefined, tookMs);
}

async function tell(ctx: Ctx, account: AccountInUse, claim: Claim, sending: Sending): Promise<SendOutcome> {
  const first = await ask(account, claim, sending);
  const renewed = first.state === 'expired' ? await renewOf(ctx, account, sending) : undefined;
  return renewed ? await ask(renewed, claim, sending) : first;
}

/** The message as its record says it now, where a module speaks for records of its kind. What is only asked after is left as it was. */
async function writeNow(
  ctx: Ctx,
  account: AccountInUse,
  { row, message, look }: Claim,
): Promise<OutboundMessage | Outcome> {
  const source = ctx.kernel.offered.of(outboundSources).find(({ objectKind }) => objectKind === row.object_kind);
  if (look || source === undefined || row.object_id === null) return message;
  try {
    const written = await source.write(fresh(ctx), { id: row.object_id, to: message.to, from: account.row.address });
    return written === undefined ? { state: 'taken-back' } : { ...message, ...written };
  } catch (error) {
    ctx.kernel.log.warn({ err: error, message: row.id }, 'a message could not be written');
    return { state: 'again', reason: 'interrupted' };
  }
}

/** The account with its next token. Where that could not be asked for, the message counts as not sent, as it is. */
async function renewOf(ctx: Ctx, account: AccountInUse, sending: Sending): Promise<AccountInUse | undefined> {
  try {
    return await sending.renew(fresh(ctx), account);
  } catch (error) {
    ctx.kernel.log.warn({ err: error, account: account.row.id }, 'a token could not be renewed');
    return undefined;
  }
}

/** One request of the provider. Whatever breaks in it leaves open whether the message went. */
async function ask(account: AccountInUse, claim: Claim, sending: Sending): Promise<SendOutcome> {
  const ways = waysOf(account, claim, sending);
  const asked = claim.look ? ways.look : ways.send;
  if (asked === undefined) return { state: 'unsure', reason: 'never-known' };
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<SendOutcome>((resolve) => {
    timer = setTimeout(() => resolve({ state: 'unsure', reason: 'no-answer' }), sending.answerWithin ?? ANSWER_WITHIN);
  });
  try {
    return await Promise.race([asked(), late]);
  } catch {
    return { state: 'unsure', reason: 'interrupted' };
  } finally {
    clearTimeout(timer);
  }
}

/** How this message is sent and asked for: to one person, or to everybody who follows the account. */
function waysOf({ adapter, open }: AccountInUse, { row, message }: Claim, sending: Sending) {
  const { publish, readBack, lookUp } = adapter;
  const { post } = message;
  if (post !== undefined && post.act !== 'publish') {
    const send = () => actOnPost(adapter, open, message, post, sending.reach());
    // The same again does nothing, so that what nobody is sure of is simply done once more.
    return { send, look: send };
  }
  if (row.purpose === 'post' && publish !== undefined) {
    const said = publicPost(message);
    return {
      send: () => publish.call(adapter, open, said, sending.reach()),
      look: readBack && (() => readBack.call(adapter, open, said, sending.reach())),
    };
  }
  return {
    send: () => adapter.send(open, message, sending.reach()),
    look: lookUp && (() => lookUp.call(adapter, open, message, sending.reach())),
  };
}

/** What a message says to everybody, as adapters take it. */
function publicPost({ key, text, triedAt, post, pictureBytes }: OutboundMessage): PublicPost {
  const parts: PostParts = post ?? { act: 'publish' };
  const { act: _act, subject: _subject, ...words } = parts;
  return { key, text, ...words, ...(triedAt && { triedAt }), ...(pictureBytes && { pictureBytes }) };
}

/** Something that stands on an account of ours is put right, taken away or hidden. */
async function actOnPost(
  adapter: ChannelAdapter,
  open: OpenAccount,
  message: OutboundMessage,
  { act, subject }: PostParts,
  reach: Reach,
): Promise<SendOutcome> {
  const cannot = { state: 'refused', reason: 'cannot-be-done' } as const;
  if (subject === undefined) return cannot;
  if (act === 'correct')
    return (await adapter.correct?.(open, { ...publicPost(message), provider: subject }, reach)) ?? cannot;
  const way = act === 'hide' ? adapter.hide : adapter.withdraw;
  return (await way?.call(adapter, open, subject, reach)) ?? cannot;
}
