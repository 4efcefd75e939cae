import {
  type Ctx,
  newCode,
  newId,
  ok,
  type PersonActor,
  parseId,
  type Result,
  readTextInput,
  refuseRequest,
  type TextRule,
  type Tx,
} from '../../kernel/index.ts';
import { isDemonstrationPerson, listAgencies } from '../../members/index.ts';
import { agencyFunction, provincesAt } from '../../vocabulary/index.ts';
import { askApproval } from '../../work/index.ts';
import { readTarget } from '../blocklists/block-entry.ts';
import { holdsMedia } from '../holds-media.ts';
import { refuse } from '../refusals.ts';
import { sealJson } from '../sealed-json.ts';
import { PARTS_MOST, readAlertDates, readPlainValue } from './alert.ts';
import { insertAlertItems } from './alert-item-store.ts';
import {
  type AlertAbout,
  type AlertAudience,
  type AlertPartType,
  alertAbout,
  alertAudience,
  alertCertainty,
  alertEvent,
  alertNature,
  alertPart,
  alertSeverity,
  alertUrgency,
  type Pap,
  pap,
  type Tlp,
  tlp,
} from './alert-lists.ts';
import { alertCapabilities } from './alert-policies.ts';
import { ALERT, tellKeepers } from './alert-record.ts';
import { findAlert, insertAlert, insertAlertEvent, insertParts, lockChain } from './alert-store.ts';
import type { AlertRow, PartRow } from './alert-tables.ts';
import { addressingFault, isAtLeast } from './marking.ts';
import { readItems } from './rest-on-items.ts';

export interface WrittenPart {
  readonly type: string;
  /** Whose datum it is; nobody's where absent. What is a child's is refused. */
  readonly about?: string | undefined;
  /** As the alert's where absent; never more open. */
  readonly tlp?: string | undefined;
  readonly pap?: string | undefined;
  readonly value: string;
}

export interface WriteAlert {
  /** The alert whose next version this is. */
  readonly follows?: string | undefined;
  readonly nature: string;
  readonly event: string;
  readonly headline: string;
  readonly urgency: string;
  readonly severity: string;
  readonly certainty: string;
  readonly tlp: string;
  readonly pap: string;
  readonly areas?: readonly string[] | undefined;
  readonly audiences?: readonly string[] | undefined;
  readonly functions?: readonly string[] | undefined;
  readonly named?: readonly string[] | undefined;
  readonly effectiveAt?: Date | undefined;
  readonly expiresAt: Date;
  readonly parts: readonly WrittenPart[];
  /** Codes of items that it rests on, such as `ND-K7QD-M2VX`; never part of what leaves. */
  readonly items?: readonly string[] | undefined;
}

/** What is sealed of a part. */
export interface PartValue {
  readonly value: string;
  /** As a block list has it, where it can stand on one. */
  readonly target?: string;
}

export const ALERT_HEADLINE: TextRule = { most: 160 };
export const ALERT_VALUE: TextRule = { most: 2_000, lines: true };
const LINE: TextRule = { most: 2_000 };

type Read = Omit<PartRow, 'id' | 'alert_id' | 'place' | 'sealed'> & { readonly value: PartValue };

/**
 * Writes an alert, or the next version of one, and asks that a second person approve it; nothing leaves before.
 * Refusals: those of a text, `access.not-permitted`, `network-alert.unusable`, `network-alert.dates-unusable`,
 * `network-alert.marking-unusable`, `network-alert.audience-unusable`, `network-alert.part-unusable`, `network-alert.child-data`,
 * `network-alert.holds-media`, `network-alert.item-unusable`, `network-alert.not-found`, `network-alert.wrong-state`
 */
export async function writeAlert(
  ctx: Ctx,
  input: WriteAlert,
): Promise<Result<{ readonly id: string; readonly reference: string }>> {
  const { actor } = ctx;
  if (actor.kind !== 'person' || !alertCapabilities.can(actor, 'network-alert.write', ctx.now)) {
    await ctx.auditRefused({ action: 'network-alert.write', codes: { refusal: 'access.not-permitted' } });
    return refuseRequest('access.not-permitted');
  }
  const head = readHead(ctx.now, input);
  if (!head.ok) return head;
  const parts: Read[] = [];
  for (const [at, part] of input.parts.entries()) {
    const read = readPart(part, `parts.${at}`, head.value);
    if (!read.ok) return read;
    parts.push(read.value);
  }
  if (!parts.some(({ type }) => type === 'TEXT') || parts.length > PARTS_MOST)
    return refuse('network-alert.part-unusable', { field: 'parts' });
  if (head.value.named.length > 0) {
    const known = await listAgencies(ctx, { codes: head.value.named });
    if (!known.ok) return known;
    if (known.value.length < head.value.named.length)
      return refuse('network-alert.audience-unusable', { field: 'named' });
  }
  const invented = await isDemonstrationPerson(ctx, actor.person);
  return ctx.transaction(async (tx) => {
    const place = await placeOf(tx, actor, input.follows, invented);
    if (!place.ok) return place;
    const items = await readItems(tx, input.items ?? []);
    if (!items.ok) return items;
    const id = place.value.follows === null ? place.value.chain : newId<'network-alert'>(tx.now.getTime());
    const row: AlertRow = {
      id,
      ...place.value,
      ...head.value,
      state: 'WAITING',
      version: 1,
      written_by: actor.person,
      agency: actor.agency,
      written_at: tx.now,
      approved_by: null,
      issued_at: null,
      recall_reason: null,
    };
    await insertAlert(tx, row);
    await insertParts(tx, await Promise.all(parts.map((part, at) => partRow(ctx, tx, row.id, part, at))));
    await insertAlertItems(
      tx,
      items.value.map((item) => ({ alert_id: row.id, item_id: item.id, overturned_at: null })),
    );
    await insertAlertEvent(tx, row.id, 'written', { message: row.message, parts: parts.length });
    const asked = await askApproval(ctx, tx, {
      kind: ALERT,
      object: { kind: ALERT, id: row.id },
      agency: actor.agency,
      madeBy: [actor.person],
    });
    if (!asked.ok) return asked;
    tx.audit({
      action: 'network-alert.write',
      object: { kind: ALERT, id: row.id },
      codes: { message: row.message, nature: row.nature, tlp: row.tlp, pap: row.pap },
    });
    tellKeepers(tx, row);
    return ok({ id: row.id, reference: row.reference });
  });
}

type Head = Pick<
  AlertRow,
  | 'nature'
  | 'event'
  | 'headline'
  | 'urgency'
  | 'severity'
  | 'certainty'
  | 'tlp'
  | 'pap'
  | 'areas'
  | 'audiences'
  | 'functions'
  | 'named'
  | 'effective_at'
  | 'expires_at'
>;

const distinct = (codes: readonly string[] | undefined) => [...new Set(codes ?? [])];

function readHead(now: Date, input: WriteAlert): Result<Head> {
  const unusable = (field: string) => refuse('network-alert.unusable', { field });
  if (!alertNature.has(input.nature)) return unusable('nature');
  if (!alertEvent.has(input.event)) return unusable('event');
  if (!alertUrgency.has(input.urgency)) return unusable('urgency');
  if (!alertSeverity.has(input.severity)) return unusable('severity');
  if (!alertCertainty.has(input.certainty)) return unusable('certainty');
  if (!tlp.has(input.tlp)) return refuse('network-alert.marking-unusable', { field: 'tlp' });
  if (!pap.has(input.pap)) return refuse('network-alert.marking-unusable', { field: 'pap' });
  const headline = readTextInput(input.headline, 'headline', ALERT_HEADLINE);
  if (!headline.ok) return headline;
  if (holdsMedia(headline.value)) return refuse('network-alert.holds-media', { field: 'headline' });
  const areas = distinct(input.areas);
  const provinces = new Set(provincesAt(dayOf(now)).map(({ code }) => code));
  if (!areas.every((code) => provinces.has(code))) return unusable('areas');
  const audiences = distinct(input.audiences);
  if (!audiences.every((code) => alertAudience.has(code)))
    return refuse('network-alert.audience-unusable', { field: 'audiences' });
  const functions = distinct(input.functions);
  if (!functions.every((code) => agencyFunction.has(code)))
    return refuse('network-alert.audience-unusable', { field: 'functions' });
  const named = distinct(input.named);
  const marked = { tlp: input.tlp, audiences: audiences as AlertAudience[], functions, named };
  const fault = addressingFault(marked);
  if (fault === 'audiences') return refuse('network-alert.audience-unusable', { field: fault });
  if (fault !== undefined) return refuse('network-alert.marking-unusable', { field: fault });
  const from = readAlertDates(now, input.nature, input.effectiveAt, input.expiresAt);
  if (!from.ok) return from;
  return ok({
    nature: input.nature,
    event: input.event,
    headline: headline.value,
    urgency: input.urgency,
    severity: input.severity,
    certainty: input.certainty,
    pap: input.pap,
    areas,
    ...marked,
    effective_at: from.value,
    expires_at: input.expiresAt,
  });
}

const dayOf = (now: Date) => now.toISOString().slice(0, 10) as Parameters<typeof provincesAt>[0];

function readPart(part: WrittenPart, field: string, alert: { readonly tlp: Tlp; readonly pap: Pap }): Result<Read> {
  const unusable = refuse('network-alert.part-unusable', { field: `${field}.value` });
  if (!alertPart.has(part.type)) return unusable;
  const about = part.about ?? 'NOBODY';
  // What is a child's is nobody's to send on: not to the police by an alert either.
  if (about === 'CHILD') return refuse('network-alert.child-data', { field });
  if (!alertAbout.has(about)) return unusable;
  const sharing = part.tlp ?? alert.tlp;
  const use = part.pap ?? alert.pap;
  if (!tlp.has(sharing) || !pap.has(use)) return refuse('network-alert.marking-unusable', { field: `${field}.tlp` });
  if (!isAtLeast({ tlp: sharing, pap: use }, alert))
    return refuse('network-alert.marking-unusable', { field: `${field}.tlp` });
  const text = readTextInput(part.value, `${field}.value`, alertPart.get(part.type).identifies ? LINE : ALERT_VALUE);
  if (!text.ok) return text;
  if (holdsMedia(text.value)) return refuse('network-alert.holds-media', { field: `${field}.value` });
  const value = readValue(part.type, text.value);
  if (value === undefined) return unusable;
  return ok({ type: part.type, about: about as AlertAbout, tlp: sharing, pap: use, value });
}

function readValue(type: AlertPartType, written: string): PartValue | undefined {
  if (type !== 'URL' && type !== 'DOMAIN') {
    const value = readPlainValue(type, written);
    return value === undefined ? undefined : { value };
  }
  const target = readTarget(type, written, undefined);
  if (!target.ok) return undefined;
  const scheme = /^http:/i.test(written) ? 'http' : 'https';
  return {
    value: type === 'DOMAIN' ? target.value.value : `${scheme}://${target.value.value}`,
    target: target.value.value,
  };
}

/** Where a version stands: the first of a new alert, or the next of one that its agency has issued. */
async function placeOf(
  tx: Tx,
  actor: PersonActor,
  follows: string | undefined,
  invented: boolean,
): Promise<Result<Pick<AlertRow, 'chain' | 'reference' | 'number' | 'message' | 'follows' | 'is_demonstration'>>> {
  if (follows === undefined)
    return ok({
      chain: newId<'network-alert'>(tx.now.getTime()),
      reference: `CB-${newCode()}`,
      number: 1,
      message: 'ALERT' as const,
      follows: null,
      is_demonstration: invented,
    });
  const id = parseId<'network-alert'>(follows);
  const before = id && (await findAlert(tx, id));
  if (!before || before.agency !== actor.agency) return refuse('network-alert.not-found');
  const chain = await lockChain(tx, before.chain);
  const last = chain.at(-1);
  if (!last || last.message === 'CANCEL' || chain.some(({ state }) => state === 'WAITING') || before.state !== 'ISSUED')
    return refuse('network-alert.wrong-state', { facts: { state: last?.state ?? before.state } });
  return ok({
    chain: before.chain,
    reference: before.reference,
    number: last.number + 1,
    message: 'UPDATE' as const,
    follows: before.id,
    is_demonstration: before.is_demonstration,
  });
}

async function partRow(ctx: Ctx, tx: Tx, alert: string, part: Read, place: number): Promise<PartRow> {
  const { value, ...columns } = part;
  const id = newId<'alert-part'>(tx.now.getTime());
  return { id, alert_id: alert, place, ...columns, sealed: await sealJson(ctx.kernel, 'alert_part', id, value) };
}
