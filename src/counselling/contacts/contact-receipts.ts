import {
  newSessionToken,
  type OtherSession,
  type ReceiptKind,
  type ReceiptProof,
  sessionSecret,
  sessionTokenHash,
  type UnlockedObject,
  unlockReceipt,
} from '../../intake/index.ts';
import {
  type Ctx,
  deleteWraps,
  HOUR,
  MINUTE,
  newId,
  ok,
  type Result,
  refuseRequest,
  type Tx,
} from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import type { ContactRow } from '../tables.ts';
import { childGoesAway } from './child-away.ts';
import { auditOf, contactRecord } from './contact-record.ts';
import { findContact } from './contact-store.ts';
import {
  deleteSession,
  findReceipt,
  findSession,
  insertSession,
  openedReceipt,
  touchSessions,
} from './receipt-store.ts';

/** How long the child's page holds a chat open: without use, and at most. Longer than a receipt's, since people talk for an hour. */
const SESSION_IDLE = 30 * MINUTE;
const SESSION_LIFE = 6 * HOUR;
/** A use is written down at most so often. */
const TOUCH_EVERY = MINUTE;

/** Sessions of the child's page that this process has seen, by the hash of their token: what each of them is never changes. */
const seenSessions = new Map<string, OtherSession>();
const SEEN_MOST = 20_000;

/** The six words of a contact: found, tried and opened by the one door of `intake`. */
export const contactReceipts: ReceiptKind = {
  holds: 'contact',
  async find(tx, locator) {
    const row = await findReceipt(tx, locator);
    if (!row) return undefined;
    return {
      receipt: row.id,
      object: row.contact_id,
      salt: row.salt,
      verifier: row.verifier,
      memoryKib: row.memory_kib,
      passes: row.passes,
    };
  },
  async findSession(tx, tokenHash) {
    const session = await findSession(tx, { token_hash: tokenHash });
    if (!session || !isOpen(session, tx.now)) return undefined;
    if (useIsDue(session, tx.now)) await touchSessions(tx, [session.id]);
    return { session: session.id, object: session.contact_id };
  },
  open: (ctx, unlocked) =>
    asHolder(ctx, unlocked, async (tx, contact) => {
      const key = await openThread(ctx, tx, contact.id, unlocked);
      if (!key) return refuseRequest('service.unavailable');
      await openedReceipt(tx, contact.id);
      tx.audit({ ...auditOf(contact), action: 'contact.open-receipt' });
      return ok(await startSession(ctx, tx, contact.id, key));
    }),
  leave: (ctx, { object, session }) =>
    ctx.as({ kind: 'receipt', report: object }).transaction(async (tx) => {
      const contact = await findContact(tx, object, { lock: true });
      if (contact) await childGoesAway(tx, contact);
      await deleteSession(tx, session);
      await deleteWraps(tx, contactRecord.scope(object, 'thread'), 'session', session);
      return ok();
    }),
};

function isOpen(session: { readonly expires_at: Date; readonly last_used_at: Date }, now: Date): boolean {
  return session.expires_at > now && session.last_used_at.getTime() + SESSION_IDLE > now.getTime();
}

function useIsDue(session: { readonly last_used_at: Date }, now: Date): boolean {
  return now.getTime() - session.last_used_at.getTime() >= TOUCH_EVERY;
}

/** The key of the thread, by what the child showed. */
export function openThread(ctx: Ctx, tx: Tx, contact: string, { by, session, secret }: UnlockedObject) {
  const holder = { kind: by, holder: session, secret };
  return ctx.kernel.sealing.openWithSecret(tx, contactRecord.scope(contact, 'thread'), holder, {
    kept: by === 'session',
  });
}

type ThreadKey = NonNullable<Awaited<ReturnType<typeof openThread>>>;

/** A session of the child's page, with its own wrap of the thread's key. */
export async function startSession(
  ctx: Ctx,
  tx: Tx,
  contact: string,
  key: ThreadKey,
): Promise<{ readonly session: string; readonly expiresAt: Date }> {
  const token = newSessionToken();
  const id = newId<'contact-session'>(tx.now.getTime());
  const expiresAt = new Date(tx.now.getTime() + SESSION_LIFE);
  await insertSession(tx, {
    id,
    contact_id: contact,
    token_hash: sessionTokenHash(token),
    opened_at: tx.now,
    last_used_at: tx.now,
    expires_at: expiresAt,
  });
  const secret = sessionSecret(token);
  await ctx.kernel.sealing.wrapWithSecret(tx, key, { kind: 'session', holder: id, secret, expiresAt });
  return { session: token, expiresAt };
}

/**
 * An act of the child on its own contact, by the session of its page or by the words.
 * @returns refusals `receipt.*`, and `contact.other-receipt` where the receipt opens no contact
 */
export async function childAct<T>(
  ctx: Ctx,
  proof: ReceiptProof,
  act: (tx: Tx, contact: ContactRow, unlocked: UnlockedObject) => Promise<Result<T>>,
  options: { readonly readOnly?: boolean } = {},
): Promise<Result<T>> {
  const done = await actInSession(ctx, proof, act, options);
  if (done) return done;
  const unlocked = await unlockContact(ctx, proof);
  return unlocked.ok ? asHolder(ctx, unlocked.value, act, options) : unlocked;
}

/**
 * The act in one transaction with the question whether the session stands, where this process has seen the session before.
 * @returns `undefined`, with nothing done, where it has not, or where the session has ended or its use is to be noted
 */
async function actInSession<T>(
  ctx: Ctx,
  proof: ReceiptProof,
  act: (tx: Tx, contact: ContactRow, unlocked: UnlockedObject) => Promise<Result<T>>,
  { readOnly = false }: { readonly readOnly?: boolean },
): Promise<Result<T> | undefined> {
  if (!('session' in proof) || ctx.actor.kind === 'person') return undefined;
  const key = sessionTokenHash(proof.session).toString('hex');
  const seen = seenSessions.get(key);
  if (!seen) return undefined;
  const unlocked: UnlockedObject = { ...seen, secret: sessionSecret(proof.session), by: 'session' };
  let stands = false;
  const done = await ctx.as({ kind: 'receipt', report: seen.object }).transaction<T | undefined>(
    async (tx) => {
      const [contact, session] = await Promise.all([
        findContact(tx, seen.object, { lock: !readOnly }),
        findSession(tx, { id: seen.session }),
      ]);
      if (!contact || !session || !isOpen(session, tx.now) || useIsDue(session, tx.now)) return ok(undefined);
      stands = true;
      return act(tx, contact, unlocked);
    },
    { keep: true, onePlan: true, sharedFlush: true },
  );
  if (stands) return done as Result<T>;
  seenSessions.delete(key);
  return undefined;
}

/** @returns refusals `receipt.*`, and `contact.other-receipt` where the receipt opens no contact */
export async function unlockContact(ctx: Ctx, proof: ReceiptProof): Promise<Result<UnlockedObject>> {
  const unlocked = await unlockReceipt(ctx, proof);
  if (!unlocked.ok) return unlocked;
  if (!('other' in unlocked.value) || unlocked.value.other.holds !== 'contact') return refuse('contact.other-receipt');
  const { session, object, by } = unlocked.value.unlocked;
  if ('session' in proof && by === 'session') {
    if (seenSessions.size >= SEEN_MOST) seenSessions.clear();
    seenSessions.set(sessionTokenHash(proof.session).toString('hex'), { session, object });
  }
  return ok(unlocked.value.unlocked);
}

/**
 * Another look by a page that showed its session before and is open since. Whether the session still stands is asked in the same
 * transaction: thousands of open pages look at each line.
 * @returns `undefined` where the session has ended
 */
export function lookAgain<T>(
  ctx: Ctx,
  unlocked: UnlockedObject,
  look: (tx: Tx, contact: ContactRow, unlocked: UnlockedObject) => Promise<Result<T>>,
): Promise<Result<T | undefined>> {
  return asHolder<T | undefined>(
    ctx,
    unlocked,
    async (tx, contact) => {
      // Looked at beside the question whether the session stands, and not shown where it does not.
      const [session, seen] = await Promise.all([
        findSession(tx, { id: unlocked.session }),
        look(tx, contact, unlocked),
      ]);
      return session && isOpen(session, tx.now) ? seen : ok(undefined);
    },
    { readOnly: true },
  );
}

function asHolder<T>(
  ctx: Ctx,
  unlocked: UnlockedObject,
  act: (tx: Tx, contact: ContactRow, unlocked: UnlockedObject) => Promise<Result<T>>,
  options: { readonly readOnly?: boolean } = {},
): Promise<Result<T>> {
  return ctx.as({ kind: 'receipt', report: unlocked.object }).transaction(
    async (tx) => {
      const contact = await findContact(tx, unlocked.object, { lock: !options.readOnly });
      if (!contact) throw new Error('the contact of an opened receipt is gone');
      return act(tx, contact, unlocked);
    },
    { keep: true, onePlan: true, sharedFlush: true },
  );
}
