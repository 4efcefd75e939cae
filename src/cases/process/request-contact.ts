import { type Ctx, ok, type Result, systemActor } from '../../kernel/index.ts';
import { insertContactRequest, relatedCases } from '../access/identity-store.ts';
import { refuse } from '../refusals.ts';
import { auditOf, caseAct, type OnCase } from './case-act.ts';
import { noticeOfContact } from './case-notices.ts';
import { insertEvent } from './case-store.ts';

/** Asks the other agency's desk to get in touch about a related case. It learns who asks, and which of its own cases is meant. */
export async function requestContact(
  ctx: Ctx,
  input: OnCase & { readonly agency: string },
): Promise<Result<{ asked: number }>> {
  return caseAct(ctx, 'case.work', { case: input.case, readOnly: true }, async (tx, row, person) => {
    const asked = await ctx.as(systemActor('cases.request-contact')).transaction(async (platform) => {
      const related = (await relatedCases(platform, row.id)).filter((one) => one.agency === input.agency);
      for (const one of related) {
        const id = await insertContactRequest(platform, {
          fromCase: row.id,
          toCase: one.case_id,
          fromAgency: row.owner_agency,
          toAgency: one.agency,
          askedBy: person.person,
        });
        if (!id) continue;
        await noticeOfContact(platform, one.agency, one.case_id, row.owner_agency, row.id);
        platform.notify({ topic: 'cases.contact', id, records: [row.id, one.case_id], agency: one.agency });
      }
      return ok(related.length);
    });
    if (!asked.ok) return asked;
    if (asked.value === 0) return refuse('contact-request.no-match', { field: 'agency' });
    await insertEvent(tx, row.id, 'contact-asked', { codes: { agency: input.agency } });
    tx.audit({ ...auditOf(row), action: 'case.work', codes: { act: 'request-contact', agency: input.agency } });
    return ok({ asked: asked.value });
  });
}
