import {
  actAs,
  addDays,
  type Ctx,
  endGrant,
  endOfVietnamDate,
  insertGrant,
  isDate,
  newId,
  ok,
  parseId,
  type Result,
  refuseRequest,
  systemActor,
  vietnamDate,
} from '../../kernel/index.ts';
import { postNotice } from '../../members/index.ts';
import { refuse } from '../refusals.ts';
import { OFFENCE_FILE } from './file-clocks.ts';
import { auditOf, fileAct, type OnFile } from './file-record.ts';
import { endUnit, insertEvent, insertUnit, unitNow, unitsOf } from './file-store.ts';
import { policeRoles, tellFile } from './tell-file.ts';
import { unitThatMay } from './unit-that-may.ts';

const LONGEST_DAYS = 365;

/**
 * Lets another unit of the police take part in a file to a day: it sees all of it and adds to it; the lead decides.
 * Refusals: those of an act on a file, `offence-file.unit-unusable`, `offence-file.unit-there-already`, `offence-file.day-unusable`
 */
export async function shareFile(
  ctx: Ctx,
  input: OnFile & { readonly agency: string; readonly until: string },
): Promise<Result<void>> {
  const today = vietnamDate(ctx.now);
  if (!isDate(input.until) || input.until <= today || input.until > addDays(today, LONGEST_DAYS))
    return refuse('offence-file.day-unusable', { field: 'until' });
  const until = endOfVietnamDate(input.until);
  const unit = await unitThatMay(ctx, input.agency);
  return fileAct(ctx, 'offence-file.share', input, async (tx, file, actor) => {
    if (unit === undefined || unit === file.lead_agency)
      return refuse('offence-file.unit-unusable', { field: 'agency' });
    const known = await unitNow(tx, file.id, unit);
    if (known?.until_at && known.until_at > tx.now)
      return refuse('offence-file.unit-there-already', { field: 'agency' });
    if (known) await endUnit(tx, known.id);
    const grant = await insertGrant(tx, {
      objectKind: OFFENCE_FILE,
      objectId: file.id,
      subjectKind: 'agency',
      subject: unit,
      fieldClasses: ['evidence'],
      purpose: 'investigation',
      reason: 'takes part in the file',
      origin: 'offence-file',
      until,
    });
    await insertUnit(tx, {
      id: newId<'file-unit'>(tx.now.getTime()),
      file_id: file.id,
      agency: unit,
      part: 'TAKES_PART',
      from_at: tx.now,
      until_at: until,
      ended_at: null,
      grant_id: grant,
      given_by: actor.person,
      ended_by: null,
    });
    await insertEvent(tx, file.id, 'unit-joined', { agency: unit });
    await postNotice(
      tx,
      { agency: unit, roles: [...policeRoles] },
      { kind: 'offence-file.shared', object: { kind: OFFENCE_FILE, id: file.id }, facts: { from: file.lead_agency } },
    );
    tx.audit({ ...auditOf(file, 'offence-file.share'), codes: { agency: unit } });
    return ok();
  });
}

/** Ends a unit's part at once. Refusals: those of an act on a file, `record.not-found` */
export function endShare(ctx: Ctx, input: OnFile & { readonly unit: string }): Promise<Result<void>> {
  return fileAct(ctx, 'offence-file.share', { file: input.file }, async (tx, file) => {
    const id = parseId<'file-unit'>(input.unit);
    const unit = (await unitsOf(tx, file.id)).find((one) => one.id === id && one.ended_at === null);
    if (!unit?.grant_id) return refuseRequest('record.not-found');
    await endUnit(tx, unit.id);
    await actAs(tx, systemActor('offences.share'), (platform) => endGrant(platform, unit.grant_id as string));
    await insertEvent(tx, file.id, 'unit-left', { agency: unit.agency });
    tx.audit({ ...auditOf(file, 'offence-file.share'), codes: { agency: unit.agency, ended: true } });
    await tellFile(tx, file.id, [unit.agency]);
    return ok();
  });
}
