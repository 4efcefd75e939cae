import { type Ctx, ok, type Result, refuseRequest } from '../../kernel/index.ts';
import { agencyExists } from '../process/agency-check.ts';
import { auditOf, caseAct, type OnCase } from '../process/case-act.ts';
import { insertEvent } from '../process/case-store.ts';
import { childCodeOfTrack } from '../process/child-progress.ts';
import { refuse } from '../refusals.ts';
import { type OpenedTrack, type OtherTrack, type TrackMade, trackParts } from './track.ts';
import { insertTrack } from './track-store.ts';

/**
 * Hangs another track on the case's incident: content (removal) or offence (police). The agency that works on it sees the
 * track; it does not see the case, and the case's people do not see what it does. Later modules take part by `trackParts`.
 */
export async function openTrack(
  ctx: Ctx,
  input: OnCase & { readonly kind: OtherTrack; readonly agency: string },
): Promise<Result<{ track: string }>> {
  if (!(await agencyExists(ctx, input.agency))) return refuse('referral.receiver-unknown', { field: 'agency' });
  return caseAct(ctx, 'case.work', { case: input.case }, async (tx, row) => {
    const track = await insertTrack(tx, {
      incident: row.incident_id,
      kind: input.kind,
      agency: input.agency,
      objectId: null,
      reference: row.reference,
      from: row.owner_agency,
    });
    if (track === undefined) return refuseRequest('record.changed-meanwhile', { facts: { track: input.kind } });
    const opened: OpenedTrack = {
      track,
      incident: row.incident_id,
      kind: input.kind,
      agency: input.agency,
      report: row.report_id,
      demonstration: row.is_demonstration,
    };
    const part = ctx.kernel.offered.of(trackParts).find(({ kind }) => kind === input.kind);
    const made = part ? await part.opened(ctx, tx, opened) : ok<TrackMade>({});
    if (!made.ok) return made;
    const { told: toldByPart } = made.value;
    const told = toldByPart ?? childCodeOfTrack[input.kind];
    await insertEvent(tx, row.id, `track:${input.kind}`, { codes: { agency: input.agency, told } });
    if (row.report_id && toldByPart === undefined)
      await tx.enqueue('cases.tell-child', { report: row.report_id, code: told });
    tx.audit({
      ...auditOf(row),
      action: 'case.work',
      codes: { act: 'open-track', kind: input.kind, agency: input.agency },
    });
    tx.notify({ topic: 'cases.track', id: track, records: [row.id], agency: input.agency });
    return ok({ track });
  });
}
