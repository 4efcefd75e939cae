import { z } from '@hono/zod-openapi';
import { type Ctx, nextCursor, ok, type Result, readCursor, refuseRequest } from '../../kernel/index.ts';
import type { CaseStatus } from '../../vocabulary/index.ts';
import type { Sensitivity } from '../access/case-policy.ts';
import { overdueDuties } from '../duties/overdue-duties.ts';
import { type CaseInList, caseInList } from './case-in-list.ts';
import { overviewRows } from './case-store.ts';

export interface CaseFilters {
  /** Open cases, or the ended ones too; open where absent. */
  readonly scope?: 'open' | 'all';
  readonly status?: readonly CaseStatus[];
  readonly urgency?: readonly string[];
  readonly sensitivity?: readonly Sensitivity[];
  /** Official codes of the commune or the province. */
  readonly commune?: string;
  readonly province?: string;
  /** `me`, `nobody`, or a person's id. */
  readonly assigned?: string;
  /** Something on it is overdue, as `overdue` of its row counts. */
  readonly overdue?: boolean;
  /** A part of the reference; letters and digits, dash and case do not count. */
  readonly reference?: string;
  /** As `next` of the page before. */
  readonly after?: string;
}

export interface CaseList {
  /** The least time left first. */
  readonly cases: readonly (CaseInList & {
    readonly province: string;
    readonly mine: boolean;
    /** How many of its duties are overdue. */
    readonly overdue: number;
  })[];
  /** Where the next page begins; absent on the last. */
  readonly next?: string;
}

const PAGE = 50;
const LIST = { name: 'case.list', place: z.tuple([z.iso.datetime(), z.uuid()]) };

/** Every case that the actor may know of, to work on it or to supervise: codes and clocks, nothing of the child. */
export async function listCases(ctx: Ctx, filters: CaseFilters = {}): Promise<Result<CaseList>> {
  const { actor } = ctx;
  if (actor.kind !== 'person') return refuseRequest('access.not-permitted');
  const { after: text, ...chosen } = filters;
  const place = await readCursor(ctx, LIST, chosen, { text });
  if (!place.ok) return place;
  const after = place.value;
  const reference = filters.reference?.toUpperCase().replaceAll(/[^0-9A-Z]/g, '');
  const late = await overdueDuties(ctx);
  if (!late.ok) return late;
  return ctx.transaction(async (tx) => {
    const rows = await overviewRows(tx, {
      limit: PAGE + 1,
      open: filters.scope !== 'all',
      ...(filters.status ? { status: filters.status } : {}),
      ...(filters.urgency ? { urgency: filters.urgency } : {}),
      ...(filters.sensitivity ? { sensitivity: filters.sensitivity } : {}),
      ...(filters.commune ? { commune: filters.commune } : {}),
      ...(filters.province ? { province: filters.province } : {}),
      ...(filters.assigned ? { assigned: filters.assigned === 'me' ? actor.person : filters.assigned } : {}),
      ...(filters.overdue ? { overdue: late.value.cases } : {}),
      ...(reference ? { reference } : {}),
      ...(after ? { after: { due: new Date(after[0]), id: after[1] } } : {}),
    });
    const roles = new Set(actor.assignments.filter((held) => held.agency === actor.agency).map((held) => held.role));
    const page = rows.slice(0, PAGE);
    tx.audit({ action: 'case.list', codes: { rows: page.length } });
    const last = page.at(-1);
    return ok({
      cases: page.map((row) => {
        const one = caseInList(row, ctx);
        return {
          ...one,
          province: row.province_code,
          overdue: late.value.of(one),
          mine:
            one.next !== null && row.owner_agency === actor.agency && one.next.roles.some((role) => roles.has(role)),
        };
      }),
      ...(rows.length > PAGE && last
        ? { next: await nextCursor(ctx, LIST, chosen, [(last.due_order as unknown as Date).toISOString(), last.id]) }
        : {}),
    });
  });
}
