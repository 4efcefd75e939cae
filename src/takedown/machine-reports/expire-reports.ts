import { type Ctx, ok, type Result, systemActor } from '../../kernel/index.ts';
import { postNotice } from '../../members/index.ts';
import { reportEvent } from './report-record.ts';
import { emptyParts, expiredReports, updateReport } from './report-store.ts';

const BATCH = 200;
/** Who is told at a member. */
export const MEMBER_PEOPLE = ['platform_contact', 'isp_contact', 'vncop_member_user'] as const;

/**
 * Ends reports that were opened and not gone on with: what was written in them is taken out, and the member is told once for all of
 * them. @returns how many
 */
export async function expireReports(ctx: Ctx): Promise<Result<number>> {
  const system = ctx.as(systemActor('takedown.machine-reports'));
  for (let ended = 0; ; ) {
    const batch = await system.transaction(async (tx) => {
      const open = await expiredReports(tx, BATCH);
      for (const row of open) {
        await emptyParts(tx, row.id);
        await updateReport(tx, row.id, { state: 'EXPIRED', sealed: null, changed_at: tx.now });
        tx.notify(reportEvent(row));
        tx.audit({
          organisation: row.agency,
          action: 'machine-report.file',
          object: { kind: 'machine-report', id: row.id },
          codes: { act: 'expired' },
        });
      }
      for (const [agency, own] of Map.groupBy(open, (row) => row.agency))
        await postNotice(
          tx,
          { roles: MEMBER_PEOPLE, agency },
          {
            kind: 'machine-report.expired',
            object: { kind: 'machine-report', id: own[0]?.id ?? '' },
            facts: { count: own.length },
          },
        );
      return ok(open.length);
    });
    if (!batch.ok) return batch;
    ended += batch.value;
    if (batch.value < BATCH) return ok(ended);
  }
}
