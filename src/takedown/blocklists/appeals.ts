import {
  type Ctx,
  HOUR,
  newCode,
  newId,
  ok,
  parseId,
  type Result,
  readCode,
  readTextInput,
  refuseRequest,
  systemActor,
  type TextRule,
} from '../../kernel/index.ts';
import { type DutySource, listedDuties, ownClock } from '../../work/index.ts';
import { readUrl } from '../locators/canonical-url.ts';
import { refuse } from '../refusals.ts';
import { appealByCode, appealById, countOpenAppeals, insertAppeal, openAppeals, updateAppeal } from './appeal-store.ts';
import { activeOnHosts, entryByCode, entryById, writeEvent } from './block-entry-store.ts';
import { blockBasis, blockReason } from './block-lists.ts';
import { blockAppealPolicy } from './block-policies.ts';
import { openFor, sealFor } from './block-sealing.ts';
import type { AppealRow, BlockEntryRow } from './block-tables.ts';
import { endEntry } from './end-block.ts';

export const APPEAL_TEXT: TextRule = { most: 3_000, lines: true };
export const APPEAL_ANSWER: TextRule = { most: 3_000, lines: true };
/** Somebody answers within a day: a wrong block harms every hour. */
const ANSWERED_WITHIN = 24 * HOUR;
/** Appeals of one entry that wait at once: more of them say nothing new. */
const WAITING_AT_MOST = 20;

/** What the stop page says of an entry: never what it blocks. */
export interface BlockExplained {
  readonly code: string;
  /** In force; what was taken away is told too. */
  readonly active: boolean;
  readonly since: Date | null;
  readonly until: Date;
  readonly saysVi: string;
  readonly saysEn: string;
  readonly basisVi: string;
  readonly basisEn: string;
}

/** Explains a block by its public code, to anybody. Refusals: `block-entry.code-unknown` */
export async function explainBlock(ctx: Ctx, code: string): Promise<Result<BlockExplained>> {
  const read = readCode(code);
  if (read === undefined) return refuse('block-entry.code-unknown');
  return ctx.as(systemActor('takedown.stop-page')).transaction(async (tx): Promise<Result<BlockExplained>> => {
    const row = await entryByCode(tx, read);
    // What was never in force is nobody's business yet.
    return row && row.active_at !== null ? ok(explained(row)) : refuse('block-entry.code-unknown');
  });
}

/**
 * The code of what blocks a host: the stop page is opened under the name that was blocked. Only what blocks whole names is told: a page is
 * never asked for by its host alone. Refusals: `block-entry.code-unknown`
 */
export async function explainHost(ctx: Ctx, host: string): Promise<Result<BlockExplained>> {
  const read = readUrl(`http://${host}/`);
  if (!read.ok || read.url.hostKind !== 'name') return refuse('block-entry.code-unknown');
  const labels = read.url.host.split('.');
  return ctx.as(systemActor('takedown.stop-page')).transaction(async (tx): Promise<Result<BlockExplained>> => {
    const rows = await activeOnHosts(
      tx,
      labels.slice(0, -1).map((_, at) => labels.slice(at).join('.')),
    );
    const nearest = rows
      .filter((row) => row.kind === 'DOMAIN' || (row.kind === 'HOST' && row.host === read.url.host))
      .sort((one, other) => other.host.length - one.host.length)[0];
    return nearest ? ok(explained(nearest)) : refuse('block-entry.code-unknown');
  });
}

function explained(row: BlockEntryRow): BlockExplained {
  const reason = blockReason.has(row.reason) ? blockReason.get(row.reason) : undefined;
  const basis = blockBasis.has(row.basis) ? blockBasis.get(row.basis) : undefined;
  return {
    code: row.code,
    active: row.state === 'ACTIVE',
    since: row.active_at,
    until: row.expires_at,
    saysVi: reason?.saysVi ?? '',
    saysEn: reason?.saysEn ?? '',
    basisVi: basis?.vi ?? '',
    basisEn: basis?.en ?? '',
  };
}

/**
 * Says that a block is wrong. Anybody may; somebody has to answer. The code reads the answer later. Refusals: those of a text,
 * `block-entry.code-unknown`, `block-appeal.too-many`
 */
export async function appealBlock(
  ctx: Ctx,
  input: { readonly code: string; readonly text: string },
): Promise<Result<{ readonly code: string }>> {
  const code = readCode(input.code);
  if (code === undefined) return refuse('block-entry.code-unknown', { field: 'code' });
  const text = readTextInput(input.text, 'text', APPEAL_TEXT);
  if (!text.ok) return text;
  const id = newId<'block-appeal'>(ctx.now.getTime());
  const sealed = await sealFor(ctx.kernel, 'appeal', id, text.value);
  return ctx.as(systemActor('takedown.stop-page')).transaction(async (tx): Promise<Result<{ code: string }>> => {
    const row = await entryByCode(tx, code);
    if (row?.state !== 'ACTIVE') return refuse('block-entry.code-unknown', { field: 'code' });
    if ((await countOpenAppeals(tx, row.id)) >= WAITING_AT_MOST) return refuse('block-appeal.too-many');
    const own = newCode();
    await insertAppeal(tx, {
      id,
      entry_id: row.id,
      code: own,
      text: sealed,
      made_at: tx.now,
      state: 'OPEN',
      answer: null,
      answered_by: null,
      answered_at: null,
    });
    await writeEvent(tx, row.id, 'appealed');
    tx.notify({ topic: 'block-appeal.made', id, roles: ['takedown_officer'] });
    return ok({ code: own });
  });
}

export interface AppealAnswered {
  readonly state: AppealRow['state'];
  readonly madeAt: Date;
  readonly answer: string | null;
}

/** What became of an appeal, for who has its code. Refusals: `block-entry.code-unknown` */
export async function readAppealAnswer(ctx: Ctx, code: string): Promise<Result<AppealAnswered>> {
  const read = readCode(code);
  if (read === undefined) return refuse('block-entry.code-unknown');
  return ctx.as(systemActor('takedown.stop-page')).transaction(async (tx): Promise<Result<AppealAnswered>> => {
    const row = await appealByCode(tx, read);
    if (!row) return refuse('block-entry.code-unknown');
    const answer = row.answer === null ? null : (await openFor(ctx.kernel, 'answer', row.id, row.answer)).toString();
    return ok({ state: row.state, madeAt: row.made_at, answer });
  });
}

export interface AppealView {
  readonly id: string;
  readonly entry: string;
  readonly code: string;
  readonly madeAt: Date;
  readonly text: string;
  /** Who proposed or agreed to the block does not judge it. */
  readonly mine: boolean;
}

/** Appeals that wait, the oldest first. Refusals: `access.not-permitted` */
export async function listAppeals(ctx: Ctx): Promise<Result<{ readonly appeals: AppealView[] }>> {
  if (!blockAppealPolicy.couldEver(ctx.actor, 'block-appeal.answer', ctx.now))
    return refuseRequest('access.not-permitted');
  return ctx.transaction(async (tx): Promise<Result<{ readonly appeals: AppealView[] }>> => {
    const views: AppealView[] = [];
    for (const row of await openAppeals(tx)) {
      const entry = await entryById(tx, row.entry_id);
      if (!entry) continue;
      const text = (await openFor(ctx.kernel, 'appeal', row.id, row.text)).toString('utf8');
      const mine = !tookPart(ctx, entry);
      views.push({ id: row.id, entry: entry.id, code: entry.code, madeAt: row.made_at, text, mine });
    }
    if (views.length > 0) tx.audit({ action: 'block-appeal.read', codes: { count: views.length } });
    return ok({ appeals: views });
  });
}

const tookPart = ({ actor }: Ctx, entry: BlockEntryRow): boolean =>
  actor.kind !== 'person' || actor.person === entry.proposed_by || entry.approved_by.includes(actor.person);

/**
 * Answers an appeal; upheld, the block ends at once. Neither who proposed it nor who agreed to it. Refusals: those of a text,
 * `access.not-permitted`, `block-appeal.not-found`, `block-appeal.not-yours`
 */
export async function answerAppeal(
  ctx: Ctx,
  input: { readonly id: string; readonly upheld: boolean; readonly answer: string },
): Promise<Result<void>> {
  const { actor } = ctx;
  const id = parseId<'block-appeal'>(input.id);
  if (actor.kind !== 'person' || !blockAppealPolicy.couldEver(actor, 'block-appeal.answer', ctx.now))
    return refuseRequest('access.not-permitted');
  if (id === undefined) return refuse('block-appeal.not-found');
  const text = readTextInput(input.answer, 'answer', APPEAL_ANSWER);
  if (!text.ok) return text;
  const answer = await sealFor(ctx.kernel, 'answer', id, text.value);
  return ctx.transaction(async (tx): Promise<Result<void>> => {
    const row = await appealById(tx, id, 'for update');
    const entry = row && (await entryById(tx, row.entry_id, 'for update'));
    if (!row || !entry || row.state !== 'OPEN') return refuse('block-appeal.not-found');
    if (tookPart(ctx, entry)) return refuse('block-appeal.not-yours');
    const state = input.upheld ? 'UPHELD' : 'DISMISSED';
    await updateAppeal(tx, id, { state, answer, answered_by: actor.person, answered_at: tx.now });
    tx.audit({ action: 'block-appeal.answer', object: { kind: 'block-entry', id: entry.id }, codes: { state } });
    if (input.upheld && entry.state === 'ACTIVE') await endEntry(tx, entry, 'REMOVED', 'APPEAL', 'appeal-upheld');
    else await writeEvent(tx, entry.id, input.upheld ? 'appeal-upheld' : 'appeal-dismissed');
    tx.notify({ topic: 'block-appeal.answered', id, roles: ['takedown_officer'] });
    return ok();
  });
}

/** Appeals in the list of what waits. */
export const appealDuties: DutySource = listedDuties({
  kind: 'block-appeal',
  topics: ['block-appeal.'],
  may: ({ actor, now }) => actor.kind === 'person' && blockAppealPolicy.couldEver(actor, 'block-appeal.answer', now),
  rows: (ctx) =>
    ctx.transaction(async (tx) => {
      const rows: { appeal: AppealRow; entry: BlockEntryRow; mine: boolean }[] = [];
      for (const appeal of await openAppeals(tx)) {
        const entry = await entryById(tx, appeal.entry_id);
        if (entry) rows.push({ appeal, entry, mine: !tookPart(ctx, entry) });
      }
      return ok(rows);
    }),
  duty: ({ appeal, entry, mine }) => ({
    object: { kind: 'block-entry', id: entry.id },
    reference: entry.code,
    act: 'answer-appeal',
    facts: {},
    turn: { roles: ['takedown_officer'] },
    mine,
    clock: ownClock(appeal.made_at, new Date(appeal.made_at.getTime() + ANSWERED_WITHIN)),
    since: appeal.made_at,
  }),
});
