import { createHash, randomBytes } from 'node:crypto';
import {
  type Ctx,
  newId,
  ok,
  type Result,
  readTextInput,
  refuseRequest,
  systemActor,
  type TextRule,
} from '../../kernel/index.ts';
import { listAgencies } from '../../members/index.ts';
import { refuse } from '../refusals.ts';
import { isDomainName } from './block-entry.ts';
import { blockSubscriberPolicy } from './block-policies.ts';
import type { SubscriberRow } from './block-tables.ts';
import {
  allSubscribers,
  insertSubscriber,
  latestVersion,
  subscriberById,
  updateSubscriber,
} from './publication-store.ts';
import { publishFor } from './publish-lists.ts';

export const SUBSCRIBER_LABEL: TextRule = { most: 120 };

export interface NewSubscriber {
  readonly agency: string;
  readonly label: string;
  /** Name of the stop page as this operator's resolvers know it; absent: blocked names do not exist. */
  readonly stopPage?: string | undefined;
  /** Where a NOTIFY goes, as `host:port`. */
  readonly notify?: string | undefined;
}

/**
 * Gives an operator its own address of the lists. The secret part is told this once. Refusals: those of a text,
 * `access.not-permitted`, `block-subscriber.unusable`
 */
export async function createSubscriber(
  ctx: Ctx,
  input: NewSubscriber,
): Promise<Result<{ readonly id: string; readonly path: string; readonly canary: string }>> {
  const { actor } = ctx;
  if (actor.kind !== 'person' || !blockSubscriberPolicy.can(actor, 'block-subscriber.manage', input, ctx.now)) {
    await ctx.auditRefused({ action: 'block-subscriber.manage', codes: { refusal: 'access.not-permitted' } });
    return refuseRequest('access.not-permitted');
  }
  const label = readTextInput(input.label, 'label', SUBSCRIBER_LABEL);
  if (!label.ok) return label;
  const agencies = await listAgencies(ctx, { codes: [input.agency] });
  if (!agencies.ok) return agencies;
  if (agencies.value.length === 0) return refuse('block-subscriber.unusable', { field: 'agency' });
  const stopPage = input.stopPage?.trim().toLowerCase().replace(/\.$/, '');
  if (stopPage !== undefined && stopPage !== '' && !isDomainName(stopPage))
    return refuse('block-subscriber.unusable', { field: 'stopPage' });
  const notify = readAddress(input.notify);
  if (notify === undefined) return refuse('block-subscriber.unusable', { field: 'notify' });
  const secret = randomBytes(24).toString('base64url');
  const row: SubscriberRow = {
    id: newId<'block-subscriber'>(ctx.now.getTime()),
    agency: input.agency,
    label: label.value,
    path_hash: pathHash(secret),
    canary: `c${randomBytes(8).toString('hex')}.canary.lachan.example`,
    stop_page: stopPage ? `${stopPage}.` : null,
    notify_host: notify?.host ?? null,
    notify_port: notify?.port ?? null,
    created_by: actor.person,
    created_at: ctx.now,
    ended_at: null,
    ended_by: null,
    timestamp_version: 0,
    last_delta: null,
    last_base: null,
    last_taken_at: null,
    canary_shows: null,
    canary_asked_at: null,
  };
  const made = await ctx.transaction(async (tx) => {
    await insertSubscriber(tx, row);
    tx.audit({
      action: 'block-subscriber.manage',
      organisation: input.agency,
      object: { kind: 'block-subscriber', id: row.id },
      codes: { task: 'create' },
    });
    return ok();
  });
  if (!made.ok) return made;
  const platform = ctx.as(systemActor('takedown.publish'));
  const signed = await platform.transaction(async (tx) => {
    await publishFor(platform, tx, row);
    return ok();
  });
  return signed.ok ? ok({ id: row.id, path: `/block-lists/${secret}/`, canary: row.canary }) : signed;
}

export const pathHash = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** @returns null where nothing was written, undefined where it is no address */
function readAddress(text: string | undefined): { readonly host: string; readonly port: number } | null | undefined {
  if (text === undefined || text.trim() === '') return null;
  const read = /^(\[[0-9a-f:.]+\]|[a-z0-9.-]+):(\d{1,5})$/i.exec(text.trim());
  const port = Number(read?.[2]);
  if (!read || port < 1 || port > 65_535) return undefined;
  return { host: (read[1] as string).replace(/[[\]]/g, '').toLowerCase(), port };
}

/** Takes an address back: nothing is given by it any more. Refusals: `access.not-permitted`, `block-subscriber.not-found` */
export async function endSubscriber(ctx: Ctx, id: string): Promise<Result<void>> {
  const { actor } = ctx;
  if (actor.kind !== 'person') return refuseRequest('access.not-permitted');
  return ctx.transaction(async (tx) => {
    const row = await subscriberById(tx, id);
    if (!row || row.ended_at !== null) return refuse('block-subscriber.not-found');
    if (!blockSubscriberPolicy.can(actor, 'block-subscriber.manage', row, tx.now))
      return refuseRequest('access.not-permitted');
    await updateSubscriber(tx, id, { ended_at: tx.now, ended_by: actor.person });
    tx.audit({
      action: 'block-subscriber.manage',
      organisation: row.agency,
      object: { kind: 'block-subscriber', id },
      codes: { task: 'end' },
    });
    return ok();
  });
}

export interface SubscriberView {
  readonly id: string;
  readonly agency: string;
  readonly agencyName: string;
  readonly label: string;
  readonly stopPage: string | null;
  readonly canary: string;
  readonly notify: string | null;
  readonly createdAt: Date;
  readonly endedAt: Date | null;
  /** The versions that it last took, and whether they are the newest. */
  readonly lastDelta: number | null;
  readonly lastBase: number | null;
  readonly lastTakenAt: Date | null;
  readonly upToDate: boolean;
  readonly canaryShows: boolean | null;
  readonly canaryAskedAt: Date | null;
}

/** Who takes the lists, what each last took and whether its canary shows. Refusals: `access.not-permitted` */
export async function listSubscribers(
  ctx: Ctx,
): Promise<Result<{ readonly subscribers: SubscriberView[]; readonly version: number; readonly base: number }>> {
  if (!blockSubscriberPolicy.couldEver(ctx.actor, 'block-subscriber.list', ctx.now))
    return refuseRequest('access.not-permitted');
  const read = await ctx.transaction(async (tx) =>
    ok({ rows: await allSubscribers(tx), latest: await latestVersion(tx) }),
  );
  if (!read.ok) return read;
  const { rows, latest } = read.value;
  const codes = [...new Set(rows.map(({ agency }) => agency))];
  const agencies = codes.length === 0 ? ok([]) : await listAgencies(ctx, { codes });
  if (!agencies.ok) return agencies;
  const name = (code: string) => agencies.value.find((one) => one.code === code)?.nameVi ?? code;
  return ok({
    version: latest?.version ?? 0,
    base: latest?.base ?? 0,
    subscribers: rows.map((row) => ({
      id: row.id,
      agency: row.agency,
      agencyName: name(row.agency),
      label: row.label,
      stopPage: row.stop_page,
      canary: row.canary,
      notify: row.notify_host === null ? null : `${row.notify_host}:${row.notify_port}`,
      createdAt: row.created_at,
      endedAt: row.ended_at,
      lastDelta: row.last_delta,
      lastBase: row.last_base,
      lastTakenAt: row.last_taken_at,
      upToDate: latest === undefined || (row.last_delta === latest.version && row.last_base === latest.base),
      canaryShows: row.canary_shows,
      canaryAskedAt: row.canary_asked_at,
    })),
  });
}
