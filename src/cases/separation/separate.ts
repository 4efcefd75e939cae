import { z } from '@hono/zod-openapi';
import { cancelClocks, endByLaw, meetClocks, nextDue, startClocks } from '../../clocks/index.ts';
import { type Ctx, instant, ok, type Result, readOptionalText } from '../../kernel/index.ts';
import { lawOf, separationStatus } from '../../vocabulary/index.ts';
import { CASE_TEXT, DOCUMENT_NAME } from '../case-text.ts';
import { isDocumentedAct } from '../documents/compose-act.ts';
import { documentNames } from '../documents/document-names.ts';
import { drawUpAct, heldKeys } from '../documents/draw-up.ts';
import { freezeDocument } from '../documents/freeze-document.ts';
import { actTimeFault } from '../process/act-time.ts';
import { auditOf, caseAct, lookAtCase, type OnSeenCase } from '../process/case-act.ts';
import { clockOf } from '../process/case-clocks.ts';
import { insertDecision, insertEvent, updateCase } from '../process/case-store.ts';
import { activeStatuses } from '../process/protection-case.ts';
import { communeHolder } from '../referrals/directory.ts';
import { refuse } from '../refusals.ts';
import type { SeparationRow } from '../tables.ts';
import {
  type SeparationAct,
  type SeparationGround,
  separationActs,
  separationAfter,
  separationGrounds,
} from './separation.ts';
import { insertSeparation, runningSeparation, updateSeparation } from './separation-store.ts';

export interface Separate extends OnSeenCase {
  readonly act: SeparationAct;
  readonly at?: Date;
  /** For `propose`. */
  readonly ground?: SeparationGround;
  /** Until when, for `put-in-force`, `prolong` and `extend-by-authority`. */
  readonly until?: Date;
  /** The authority that ordered more than 15 days, and the number of its decision. */
  readonly authority?: string;
  readonly documentNumber?: string;
  /** Why the act is written down late. */
  readonly lateReason?: string;
}

export const separatedSchema = z.object({
  separation: z.uuid(),
  status: separationStatus.zod,
  until: instant.nullable(),
  version: z.number().int(),
});

const MAXIMUM = 'DL-SEP-15D';
const DECISION = 'DL-SEP-12H';

/** One act of a temporary separation: proposed, decided within 12 hours, in force for 15 days at most, lifted, extended by an authority, or before the court. */
export async function separate(ctx: Ctx, input: Separate): Promise<Result<z.output<typeof separatedSchema>>> {
  const lateReason = readOptionalText(input.lateReason, 'lateReason', CASE_TEXT);
  if (!lateReason.ok) return lateReason;
  const authority = readOptionalText(input.authority, 'authority', DOCUMENT_NAME);
  if (!authority.ok) return authority;
  const documentNumber = readOptionalText(input.documentNumber, 'documentNumber', DOCUMENT_NAME);
  if (!documentNumber.ok) return documentNumber;
  const looked = await lookAtCase(ctx, input.case);
  if (!looked.ok) return looked;
  const holder = await communeHolder(ctx, 'EMERGENCY_MEASURE', looked.value.commune_code);
  const names = await documentNames(ctx, looked.value);
  return caseAct(ctx, 'case.work', input, async (tx, row, person) => {
    if (holder?.code !== person.agency)
      return refuse('case.not-your-function', { facts: { function: 'EMERGENCY_MEASURE', holder: holder?.code ?? '' } });
    if (!(activeStatuses as readonly string[]).includes(row.status) && row.status !== 'COURT_ROUTE')
      return refuse('case.act-not-open', { facts: { status: row.status } });
    const at = input.at ?? tx.now;
    const fault = actTimeFault(at, tx.now, row.last_act_at, lateReason.value !== undefined);
    if (fault) return refuse(fault, { field: 'at' });
    const object = { kind: 'case', id: row.id };
    const law = lawOf(ctx.kernel);
    const clock = clockOf(row, law);
    const running = await runningSeparation(tx, row.id, true);

    let result: { id: string; status: SeparationRow['status']; until: Date | null };
    if (input.act === 'propose') {
      if (running) return refuse('separation.already-running');
      if (!input.ground || !separationGrounds.includes(input.ground))
        return refuse('case.needs-reason', { field: 'ground' });
      const id = await insertSeparation(tx, { caseId: row.id, ground: input.ground, at });
      await startClocks(tx, {
        ...clock,
        codes: [DECISION],
        startedAt: at,
        occurrence: id,
      });
      result = { id, status: 'PROPOSED', until: null };
    } else {
      const rule = separationActs[input.act];
      const status = running && separationAfter(running.status, input.act);
      if (!running || !status) return refuse('separation.act-not-open', { facts: { status: running?.status ?? '' } });
      if (!person.assignments.some((held) => rule.roles.includes(held.role)))
        return refuse('case.not-your-role', { facts: { roles: rule.roles.join(', ') } });
      const from = input.act === 'put-in-force' ? at : running.in_force_at;
      const longest = from && endByLaw(law, MAXIMUM, from, row.urgency);
      let until = running.until;
      if (input.act === 'put-in-force' || input.act === 'prolong') {
        until = input.until ?? longest ?? null;
        if (!until || !longest || until > longest || until <= at)
          return refuse('separation.too-long', { field: 'until', facts: { longest: longest?.toISOString() ?? '' } });
      }
      if (input.act === 'extend-by-authority') {
        if (!authority.value || !documentNumber.value || !input.until || input.until <= tx.now)
          return refuse('separation.needs-authority');
        until = input.until;
      }
      const ends = status === 'LIFTED' || status === 'COURT';
      await updateSeparation(tx, running, {
        status,
        until,
        ...(input.act === 'decide' ? { decided_at: at, decided_by: person.person } : {}),
        ...(input.act === 'put-in-force' ? { in_force_at: at } : {}),
        ...(input.act === 'extend-by-authority'
          ? { authority: authority.value ?? null, document_number: documentNumber.value ?? null }
          : {}),
        ...(ends ? { ended_at: at } : {}),
      });
      if (input.act === 'decide') await meetClocks(tx, object, { codes: [DECISION], at });
      if (input.act === 'put-in-force')
        await startClocks(tx, {
          ...clock,
          codes: [MAXIMUM],
          startedAt: at,
          occurrence: running.id,
        });
      if (input.act === 'extend-by-authority') await meetClocks(tx, object, { codes: [MAXIMUM], at });
      if (ends)
        await (running.status === 'PROPOSED' ? cancelClocks : meetClocks)(tx, object, {
          codes: [MAXIMUM, DECISION],
          at,
        });
      result = { id: running.id, status, until };
    }
    const kind = `separation:${input.act}`;
    if (isDocumentedAct(kind)) {
      const decision = await insertDecision(tx, {
        caseId: row.id,
        kind,
        at,
        formId: null,
        codes: { status: result.status },
      });
      await freezeDocument(tx, {
        caseId: row.id,
        kind,
        decision,
        agency: person.agency,
        document: await drawUpAct(
          ctx,
          tx,
          row,
          person,
          { kind, at, signer: person.name, other: authority.value },
          names,
        ),
        keys: await heldKeys(ctx, tx, row.id, person.agency),
      });
    }
    await insertEvent(tx, row.id, `separation:${input.act}`, { at, codes: { status: result.status } });
    await updateCase(tx, row, {
      last_act: `separation:${input.act}`,
      last_act_at: at,
      last_act_by: person.person,
      ...(await nextDue(tx, object)),
    });
    if (row.report_id && input.act === 'decide')
      await tx.enqueue('cases.tell-child', { report: row.report_id, code: 'made-safe' });
    tx.audit({
      ...auditOf(row),
      action: 'case.work',
      codes: { act: `separation:${input.act}`, status: result.status },
    });
    return ok({ separation: result.id, status: result.status, until: result.until, version: row.version + 1 });
  });
}
