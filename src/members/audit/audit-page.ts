import { z } from '@hono/zod-openapi';
import { type Ctx, nextCursor, ok, type Result, readCursor, refuseRequest } from '../../kernel/index.ts';
import { membersCapabilities } from '../policies.ts';
import { refuse } from '../refusals.ts';
import { type AuditFilters, auditEntryRows } from './audit-store.ts';

export interface AuditLine {
  readonly sequence: number;
  readonly at: Date;
  readonly actorKind: string;
  /** Id of the person, the machine or the job; null for somebody unknown. */
  readonly actor: string | null;
  readonly agency: string | null;
  readonly roles: readonly string[];
  readonly purpose: string | null;
  readonly action: string;
  readonly outcome: 'allowed' | 'refused';
  readonly object: { readonly kind: string; readonly id: string } | null;
  readonly fieldClasses: readonly string[];
  readonly codes: Readonly<Record<string, string | number | boolean>>;
  readonly requestId: string;
}

const PAGE = 100;
const LIST = { name: 'audit.page', place: z.int().positive() };

/**
 * The audit of the actor's own organisation, newest first, 100 a page. Reading it is itself in the audit.
 * @param cursor the `next` of the page before
 */
export async function auditPage(
  ctx: Ctx,
  filters: AuditFilters = {},
  cursor?: string,
): Promise<Result<{ lines: AuditLine[]; next?: string }>> {
  const { actor } = ctx;
  if (actor.kind !== 'person' || !membersCapabilities.can(actor, 'audit.read', ctx.now)) {
    await ctx.auditRefused({ action: 'audit.read' });
    return refuse('members.not-permitted');
  }
  for (const field of ['from', 'to'] as const)
    if (Number.isNaN(filters[field]?.getTime())) return refuseRequest('request.invalid', { field });
  const before = await readCursor(ctx, LIST, filters, { text: cursor, field: 'before' });
  if (!before.ok) return before;
  return ctx.transaction(async (tx) => {
    const rows = await auditEntryRows(tx, actor.agency, filters, before.value, PAGE + 1);
    const lines = rows.slice(0, PAGE).map(lineOf);
    const last = lines.at(-1);
    tx.audit({ action: 'audit.read', codes: { filters: Object.keys(filters).sort().join(','), lines: lines.length } });
    return ok({
      lines,
      ...(rows.length > PAGE && last ? { next: await nextCursor(ctx, LIST, filters, last.sequence) } : {}),
    });
  });
}

function lineOf(row: Awaited<ReturnType<typeof auditEntryRows>>[number]): AuditLine {
  const body = JSON.parse(row.body) as Pick<
    AuditLine,
    'agency' | 'roles' | 'purpose' | 'fieldClasses' | 'codes' | 'requestId'
  >;
  return {
    sequence: row.sequence,
    at: row.at,
    actorKind: row.actor_kind,
    actor: row.actor,
    action: row.action,
    outcome: row.outcome,
    object: row.object_kind !== null && row.object_id !== null ? { kind: row.object_kind, id: row.object_id } : null,
    agency: body.agency,
    roles: body.roles,
    purpose: body.purpose,
    fieldClasses: body.fieldClasses,
    codes: body.codes,
    requestId: body.requestId,
  };
}
