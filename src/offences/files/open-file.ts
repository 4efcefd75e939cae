import {
  actAs,
  actorName,
  type Ctx,
  newCode,
  newId,
  ok,
  type Result,
  readTextInput,
  refuseRequest,
  systemActor,
  type TextRule,
  type Tx,
  vietnamDate,
} from '../../kernel/index.ts';
import { holdsMedia } from '../../takedown/index.ts';
import { ageBand, agenciesAt, type Day, onlineIncident, provinceOf } from '../../vocabulary/index.ts';
import { nodeNumber } from '../graph/link-lists.ts';
import { offencesCapabilities } from '../policies.ts';
import { refuse } from '../refusals.ts';
import { sealJson } from '../sealed-json.ts';
import { keepWording } from '../series/wording.ts';
import type { FileRow } from '../tables.ts';
import { startTipClock } from './file-clocks.ts';
import { auditOf } from './file-record.ts';
import { beginStage, changeFile, findFile, insertEvent, insertFile, insertUnit } from './file-store.ts';
import { type FileLevel, fileLevels } from './offence-file.ts';
import { stageRuleAt } from './stage-rule.ts';
import { tellFile } from './tell-file.ts';

export const SUMMARY: TextRule = { most: 4_000, lines: true };

/** What is sealed of a file. */
export interface FileSecrets {
  readonly summary: string;
}

export interface DescribedFile {
  /** What it is about, in the unit's own words: no name of a child, no picture. */
  readonly summary: string;
  /** Code of an online incident. */
  readonly harm?: string | undefined;
  /** Age band of the youngest child. */
  readonly childBand?: string | undefined;
  readonly children?: number | undefined;
  readonly urgent?: boolean | undefined;
  readonly level?: string | undefined;
}

/**
 * Opens a file by hand, on a tip that the actor's unit took. The unit leads it, and its clock runs.
 * Refusals: `access.not-permitted`, `offence-file.unusable`, `offence-file.holds-media`, `text.*`
 */
export async function openOffenceFile(
  ctx: Ctx,
  input: DescribedFile & { readonly demonstration?: boolean | undefined },
): Promise<Result<{ readonly id: string; readonly reference: string }>> {
  const { actor } = ctx;
  if (actor.kind !== 'person' || !offencesCapabilities.can(actor, 'offence-file.open', ctx.now)) {
    await ctx.auditRefused({ action: 'offence-file.open' });
    return refuseRequest('access.not-permitted');
  }
  const described = readDescription(input);
  if (!described.ok) return described;
  return ctx.transaction(async (tx) => {
    const file = await beginFile(ctx, tx, {
      ...described.value,
      lead_agency: actor.agency,
      province: provinceOfAgency(actor.agency, ctx.now),
      origin: 'HAND',
      incident: null,
      track: null,
      report: null,
      is_demonstration: input.demonstration === true,
    });
    tx.audit({ ...auditOf(file, 'offence-file.open'), codes: { origin: file.origin } });
    return ok({ id: file.id, reference: file.reference });
  });
}

type Described = Pick<FileRow, 'harm' | 'child_band' | 'children' | 'urgent' | 'level'> & { readonly summary: string };

/** Refusals: `offence-file.unusable`, `offence-file.holds-media`, `text.*` */
export function readDescription(input: DescribedFile): Result<Described> {
  const summary = readTextInput(input.summary, 'summary', SUMMARY);
  if (!summary.ok) return summary;
  if (holdsMedia(summary.value)) return refuse('offence-file.holds-media', { field: 'summary' });
  const { harm = null, childBand = null, children = 1 } = input;
  if (harm !== null && !onlineIncident.has(harm)) return refuse('offence-file.unusable', { field: 'harm' });
  if (childBand !== null && !ageBand.has(childBand)) return refuse('offence-file.unusable', { field: 'childBand' });
  if (!Number.isInteger(children) || children < 1 || children > 999)
    return refuse('offence-file.unusable', { field: 'children' });
  const level = fileLevels.find((one) => one === (input.level ?? 'CASE'));
  if (level === undefined) return refuse('offence-file.unusable', { field: 'level' });
  return ok({
    summary: summary.value,
    harm,
    child_band: childBand,
    children,
    urgent: input.urgent === true,
    level: level satisfies FileLevel,
  });
}

/** The province that a unit's files are counted in; null for a unit of the whole country. */
export function provinceOfAgency(agency: string, at: Date): string | null {
  const day = vietnamDate(at) as Day;
  const unit = agenciesAt(day).find(({ code }) => code === agency)?.adminUnit;
  return unit === undefined ? null : (provinceOf(unit, day)?.code ?? null);
}

/** Writes the file with its first stage, its lead and its clock, and tells the unit. Written by the platform: a track opens one that its opener may not see. */
export async function beginFile(
  ctx: Ctx,
  tx: Tx,
  {
    summary,
    ...given
  }: Described &
    Pick<FileRow, 'lead_agency' | 'province' | 'origin' | 'incident' | 'track' | 'report' | 'is_demonstration'>,
): Promise<FileRow> {
  const by = actorName(tx.actor);
  const id = newId<'offence-file'>(tx.now.getTime());
  const row: FileRow = {
    ...given,
    id,
    reference: `VP-${newCode()}`,
    stage: 'TIP',
    stage_since: tx.now,
    version: 1,
    sealed: await sealJson(ctx.kernel, 'offence_file', id, { summary } satisfies FileSecrets),
    next_due_from: null,
    next_due_at: null,
    next_due_rule: null,
    overdue: false,
    opened_by: by,
    opened_at: tx.now,
    changed_at: tx.now,
  };
  return actAs(tx, systemActor('offences.open'), async (platform) => {
    await insertFile(platform, row);
    await keepWording(ctx.kernel, platform, { kind: nodeNumber('FILE'), object: id, file: id }, summary);
    const rule = stageRuleAt('TIP', vietnamDate(tx.now));
    await beginStage(platform, {
      file_id: id,
      stage: 'TIP',
      agency: row.lead_agency,
      decided_on: null,
      rule_id: rule?.id ?? null,
      rule_verified: rule?.verified ?? null,
    });
    await insertUnit(platform, {
      id: newId<'file-unit'>(tx.now.getTime()),
      file_id: id,
      agency: row.lead_agency,
      part: 'LEAD',
      from_at: tx.now,
      until_at: null,
      ended_at: null,
      grant_id: null,
      given_by: by,
      ended_by: null,
    });
    await insertEvent(platform, id, 'opened', { origin: row.origin }, tx.actor);
    await changeFile(platform, row, await startTipClock(ctx, platform, row));
    await tellFile(platform, id);
    return (await findFile(platform, id)) ?? row;
  });
}
