import { isDeepStrictEqual } from 'node:util';
import type { AccountFacts, CallEvent, InboundReceiver, OpenCalls } from '../../channels/index.ts';
import { type Ctx, newId, ok, type Result, type Tx } from '../../kernel/index.ts';
import { beginToWait } from '../contacts/begin-to-wait.ts';
import { QUEUED } from '../contacts/contact-record.ts';
import { HELPLINE } from '../counselling-desk.ts';
import { type CallSecrets, callMark, numberMark, openCall, sealCall } from './call-sealing.ts';
import { afterStep, type CallNow, type CallStep, newCall } from './call-state.pure.ts';
import { callByMark, insertCall, keepStep, openCallsOf, updateCall } from './call-store.ts';
import type { PhoneCallRow } from './call-tables.ts';
import { followCall } from './follow-call.ts';

/** What exchanges tell becomes contacts of the desk: one a call, however often and in whatever order its steps come. */
export const callReceiver: InboundReceiver = {
  name: 'counselling.calls',
  kinds: ['call', 'open-calls'],
  takes: ({ agency }) => agency === HELPLINE.agency,
  async take(ctx, tx, { account, event }) {
    if (event.kind === 'call') return hearStep(ctx, tx, account, event);
    return event.kind === 'open-calls' ? endMissing(ctx, tx, account, event) : ok();
  },
};

async function hearStep(ctx: Ctx, tx: Tx, account: AccountFacts, event: CallEvent): Promise<Result<void>> {
  const mark = await callMark(ctx.kernel, account.id, event.call);
  const known = await callByMark(tx, mark);
  // A call to outside is one that the desk has begun: of any other nothing is known, and nothing is made of it.
  if (!known && event.direction === 'out') return ok();
  const call = known ?? (await beginCall(ctx, tx, account, event, mark));
  // The same step at the same instant is the same step, but where it brings the number that was hidden before.
  const isNew = await keepStep(tx, { call_id: call.id, contact_id: call.contact_id, at: event.at, step: event.state });
  if (isNew || (call.number_mark === null && event.from !== null)) await applyStep(ctx, tx, call, event);
  return ok();
}

const stepOf = (event: Pick<CallEvent, 'state' | 'at' | 'extension' | 'cause'>): CallStep => ({
  state: event.state,
  at: event.at.getTime(),
  extension: event.extension,
  cause: event.cause,
});

/** Applies a step to a call of which the caller holds the lock; the contact follows. */
export async function applyStep(
  ctx: Ctx,
  tx: Tx,
  call: PhoneCallRow,
  event: Pick<CallEvent, 'state' | 'at' | 'extension' | 'cause' | 'from' | 'recording'> & { readonly lost?: true },
): Promise<void> {
  const before = nowOf(call);
  const after = afterStep(before, stepOf(event));
  const learnt = await learn(ctx, call, event);
  const now: PhoneCallRow = { ...call, ...learnt, ...columnsOf(after) };
  if (now.state !== 'parked') now.parked_until = null;
  if (now.state === 'ended') now.ended_at = call.ended_at ?? tx.now;
  if (now.recording_since === null) now.recording_stop_asked_at = null;
  const { id, contact_id, account_id, call_mark, direction, ...change } = now;
  if (!isDeepStrictEqual(now, call)) await updateCall(tx, id, change);
  await followCall(ctx, tx, call, now, event);
}

const nowOf = (row: PhoneCallRow): CallNow => ({
  state: row.state,
  stateAt: row.state_at.getTime(),
  cameAt: row.came_at.getTime(),
  answeredAt: row.answered_at?.getTime() ?? null,
  extension: row.extension,
  cause: row.cause,
  recordingSince: row.recording_since?.getTime() ?? null,
});

const dated = (at: number | null) => (at === null ? null : new Date(at));
const columnsOf = (call: CallNow) => ({
  state: call.state,
  state_at: new Date(call.stateAt),
  came_at: new Date(call.cameAt),
  answered_at: dated(call.answeredAt),
  extension: call.extension,
  cause: call.cause,
  recording_since: dated(call.recordingSince),
});

/** What a step tells beside where the call is: a number that was not known, where words were left, which recording runs. */
async function learn(
  { kernel }: Ctx,
  call: PhoneCallRow,
  event: Pick<CallEvent, 'state' | 'from' | 'recording'>,
): Promise<Pick<PhoneCallRow, 'sealed' | 'number_mark' | 'has_voicemail'>> {
  const { sealed, number_mark } = call;
  const has_voicemail = call.has_voicemail || event.state === 'voicemail';
  const number = number_mark === null ? event.from : null;
  const voicemail = event.state === 'voicemail' ? event.recording : null;
  const recording = event.state === 'recording-started' ? event.recording : null;
  if (number === null && voicemail === null && event.state !== 'recording-started')
    return { sealed, number_mark, has_voicemail };
  const secrets = await openCall(kernel, call);
  const known: CallSecrets = {
    call: secrets.call,
    number: secrets.number ?? number,
    voicemail: voicemail ?? secrets.voicemail,
    recording: event.state === 'recording-started' ? recording : secrets.recording,
  };
  return {
    sealed: isDeepStrictEqual(known, secrets) ? sealed : await sealCall(kernel, call.id, known),
    number_mark: number === null ? number_mark : await numberMark(kernel, number),
    has_voicemail,
  };
}

/** A call that is heard of for the first time, by whichever of its steps: the contact begins to wait. */
async function beginCall(
  ctx: Ctx,
  tx: Tx,
  account: AccountFacts,
  event: CallEvent,
  mark: Buffer,
): Promise<PhoneCallRow> {
  const { kernel } = ctx;
  const contact = await beginToWait(ctx, tx, { channel: 'PHONE', demonstration: account.is_demonstration });
  const id = newId<'phone-call'>(tx.now.getTime());
  const row: PhoneCallRow = {
    id,
    contact_id: contact.id,
    account_id: account.id,
    call_mark: mark,
    number_mark: event.from === null ? null : await numberMark(kernel, event.from),
    sealed: await sealCall(kernel, id, { call: event.call, number: event.from, voicemail: null, recording: null }),
    direction: 'in',
    ...columnsOf(newCall(stepOf(event))),
    ended_at: null,
    parked_until: null,
    recording_stop_asked_at: null,
    has_voicemail: false,
    failure: null,
  };
  await insertCall(tx, row);
  tx.notify({ topic: QUEUED, id: contact.id, desk: contact.desk_code });
  return row;
}

/** Calls that the exchange does not have any more: their end was lost. */
async function endMissing(ctx: Ctx, tx: Tx, account: AccountFacts, told: OpenCalls): Promise<Result<void>> {
  const open = await openCallsOf(tx, account.id, told.at);
  if (open.length === 0) return ok();
  const there = new Set((await Promise.all(told.calls.map((call) => callMark(ctx.kernel, account.id, call)))).map(hex));
  for (const { call_mark } of open) {
    if (there.has(hex(call_mark))) continue;
    const call = await callByMark(tx, call_mark);
    if (call && call.state !== 'ended') await applyStep(ctx, tx, call, lostAt(told.at));
  }
  return ok();
}

/** The end of a call that nobody told: the exchange does not have it any more. */
export const lostAt = (at: Date) =>
  ({ state: 'ended', at, extension: null, cause: null, from: null, recording: null, lost: true }) as const;

const hex = (mark: Buffer) => mark.toString('hex');
