import type { OfficialDocument } from '../../documents/index.ts';
import { type Ctx, openPart, type PersonActor, type Tx, vietnamDate } from '../../kernel/index.ts';
import { adminUnit, type Day } from '../../vocabulary/index.ts';
import { sealedClasses } from '../access/case-access.ts';
import { caseRecord, readChild } from '../access/case-sealing.ts';
import type { Answers, FormDefinition } from '../forms/definition.pure.ts';
import { readSealedAnswers } from '../forms/fill-form.ts';
import { lastSubmitted } from '../forms/form-store.ts';
import { actionsOf, monitoringOf } from '../plan/plan-store.ts';
import { type CaseAct, caseActs } from '../process/protection-case.ts';
import { separationsOf } from '../separation/separation-store.ts';
import type { CaseRow, PlanActionRow } from '../tables.ts';
import { composeAct, type DocumentedAct } from './compose-act.ts';
import { composeForm } from './compose-form.ts';
import type { DocumentFacts, PlanFacts } from './document-facts.ts';
import type { AgencyNames } from './document-names.ts';

/** What a document needs of the case's row. */
type DocumentedCase = Pick<
  CaseRow,
  'id' | 'reference' | 'commune_code' | 'owner_agency' | 'is_demonstration' | 'cycle' | 'round_from'
>;

const executors: Readonly<Record<string, string>> = { family: 'Gia đình', community: 'Cộng đồng' };

/**
 * Draws up the document of a filled form from what stands in the file, every class in it: what a reader sees of it is settled when it
 * is read.
 * @param known the child's name, where the caller holds it and the desk no key
 */
export async function drawUpForm(
  ctx: Ctx,
  tx: Tx,
  row: DocumentedCase,
  person: PersonActor,
  form: {
    readonly definition: FormDefinition;
    readonly answers: Answers;
    readonly signedAt: Date;
    readonly signer: string;
    readonly agency: string;
    readonly childName?: string | undefined;
  },
  names: AgencyNames,
): Promise<OfficialDocument> {
  const facts = factsOf(row, names, {
    agency: form.agency,
    day: vietnamDate(form.signedAt),
    signer: form.signer,
    childName: form.childName ?? (await childName(ctx, tx, row, person)),
  });
  const withPlan = form.definition.code === 'FORM-04' || form.definition.code === 'FORM-05';
  return composeForm(
    form.definition,
    form.answers,
    facts,
    withPlan ? await planOfCase(ctx, tx, row, person, names) : undefined,
  );
}

/** Draws up the document of an act. Its texts are the caller's or, for one long done, those of the file. */
export async function drawUpAct(
  ctx: Ctx,
  tx: Tx,
  row: DocumentedCase,
  person: PersonActor,
  act: {
    readonly kind: DocumentedAct;
    readonly at: Date;
    readonly signer: string;
    readonly reason?: string | undefined;
    readonly minutes?: string | undefined;
    readonly restsOn?: string | undefined;
    /** The agency that takes over, by its code, or the authority's name as it was written. */
    readonly other?: string | undefined;
  },
  names: AgencyNames,
): Promise<OfficialDocument> {
  const assessed =
    act.kind === 'decide-emergency' ? await lastSubmitted(tx, row.id, 'FORM-02', row.round_from) : undefined;
  const measures = assessed
    ? (await readSealedAnswers(ctx, tx, person, assessed, ['narrative'])).answers.immediate_measures
    : undefined;
  const separation = act.kind.startsWith('separation:') ? (await separationsOf(tx, row.id)).at(-1) : undefined;
  return composeAct(act.kind, {
    ...factsOf(row, names, {
      agency: row.owner_agency,
      day: vietnamDate(act.at),
      signer: act.signer,
      childName: await childName(ctx, tx, row, person),
    }),
    decidedAt: act.at,
    reason: act.reason,
    minutes: act.minutes,
    restsOn: act.restsOn,
    measures: typeof measures === 'string' ? measures : undefined,
    outcome: caseActs[act.kind as CaseAct]?.outcome,
    other: act.other === undefined ? undefined : (names.get(act.other) ?? act.other),
    separation: separation && {
      ground: separation.ground,
      inForceAt: separation.in_force_at,
      until: separation.until,
      document: separation.document_number,
    },
  });
}

function factsOf(
  row: DocumentedCase,
  names: AgencyNames,
  one: {
    readonly agency: string;
    readonly day: string;
    readonly signer: string;
    readonly childName: string | undefined;
  },
): DocumentFacts {
  const issuer = names.get(one.agency) ?? one.agency;
  return {
    reference: row.reference,
    issuer,
    symbol: issuer.startsWith('Ủy ban nhân dân ') ? 'UBND' : undefined,
    place: adminUnit(row.commune_code, one.day as Day)?.fullNameVi ?? row.commune_code,
    day: one.day,
    signer: one.signer,
    demonstration: row.is_demonstration,
    childName: one.childName,
  };
}

async function childName(ctx: Ctx, tx: Tx, row: DocumentedCase, person: PersonActor): Promise<string | undefined> {
  const key = await caseRecord.openKey(ctx, tx, row.id, 'identity', person.agency);
  return key && (await readChild(tx, key))?.name;
}

async function planOfCase(
  ctx: Ctx,
  tx: Tx,
  row: DocumentedCase,
  person: PersonActor,
  names: AgencyNames,
): Promise<PlanFacts | undefined> {
  const [actions, monitoring, key] = await Promise.all([
    actionsOf(tx, row.id, row.cycle),
    monitoringOf(tx, row.id, row.cycle),
    caseRecord.openKey(ctx, tx, row.id, 'narrative', person.agency),
  ]);
  if (actions.length === 0) return undefined;
  return {
    actions: actions.map((action) => ({
      what: key ? openPart(key, `plan-action:${action.id}`, action.sealed) : '…………',
      level: action.level,
      service: action.service,
      executor: executorName(action, names),
      startsOn: action.starts_on,
      endsOn: action.ends_on,
    })),
    monitoring: monitoring.map((one) => one.planned_on),
  };
}

/** Who carries out an action of the plan, in full. */
export function executorName(
  action: Pick<PlanActionRow, 'executor_agency' | 'executor_kind'>,
  names: AgencyNames,
): string {
  return action.executor_agency
    ? (names.get(action.executor_agency) ?? action.executor_agency)
    : (executors[action.executor_kind] ?? action.executor_kind);
}

/** The keys of the classes that the desk holds. */
export async function heldKeys(ctx: Ctx, tx: Tx, caseId: string, agency: string) {
  return caseRecord.openKeys(ctx, tx, caseId, sealedClasses, agency);
}
