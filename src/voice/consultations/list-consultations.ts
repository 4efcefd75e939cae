import { z } from 'zod';
import {
  type Ctx,
  nextCursor,
  ok,
  type PagedList,
  type Result,
  readCursor,
  refuseRequest,
} from '../../kernel/index.ts';
import type { ConsultationKind } from '../ballots/ballot.ts';
import { consultationPolicy } from '../policies.ts';
import { type ConsultationState, consultationStates } from './consultation.ts';
import { consultationRows } from './consultation-store.ts';

const PAGE = 50;
const LIST: PagedList<{ at: string; id: string }> = {
  name: 'consultation.list',
  place: z.strictObject({ at: z.iso.datetime(), id: z.uuid() }),
};

export interface DeskConsultationLine {
  readonly id: string;
  readonly code: string;
  readonly kind: ConsultationKind;
  readonly state: ConsultationState;
  readonly title: string;
  readonly closesAt: Date | null;
  /** `YYYY-MM-DD` */
  readonly answerBy: string | null;
  readonly changedAt: Date;
  readonly version: number;
  readonly invented: boolean;
}

/** Consultations for who speaks for children, the last changed first. Refusals: `access.not-permitted`, `request.invalid` */
export async function listConsultations(
  ctx: Ctx,
  asked: { readonly state?: string | undefined; readonly after?: string | undefined } = {},
): Promise<Result<{ readonly rows: DeskConsultationLine[]; readonly next: string | null }>> {
  if (!consultationPolicy.couldEver(ctx.actor, 'consultation.list', ctx.now))
    return refuseRequest('access.not-permitted');
  const filters = { state: consultationStates.find((one) => one === asked.state) };
  const place = await readCursor(ctx, LIST, filters, { text: asked.after });
  if (!place.ok) return place;
  return ctx.transaction(async (tx) => {
    const states = filters.state === undefined ? consultationStates : [filters.state];
    const found = await consultationRows(tx, states, PAGE + 1, place.value);
    const page = found.slice(0, PAGE);
    const last = page.at(-1);
    return ok({
      rows: page.map(
        (row): DeskConsultationLine => ({
          id: row.id,
          code: row.code,
          kind: row.kind,
          state: row.state,
          title: row.title_vi,
          closesAt: row.closes_at,
          answerBy: row.answer_by,
          changedAt: row.changed_at,
          version: row.version,
          invented: row.is_demonstration,
        }),
      ),
      next:
        last && found.length > PAGE
          ? await nextCursor(ctx, LIST, filters, { at: last.changed_at.toISOString(), id: last.id })
          : null,
    });
  });
}
