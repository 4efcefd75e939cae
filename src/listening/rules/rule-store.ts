import { sql } from 'kysely';
import { rows, run, type Tx } from '../../kernel/index.ts';

export type RuleState = 'DRAFT' | 'LIVE' | 'RETIRED';

export interface RuleRow {
  readonly id: string;
  readonly code: string;
  readonly nameVi: string;
  readonly nameEn: string;
}

export interface RuleVersionRow {
  readonly id: string;
  readonly rule: string;
  readonly code: string;
  readonly version: number;
  readonly label: string;
  readonly severity: number;
  readonly sealed: Buffer;
  readonly patterns: number;
  readonly state: RuleState;
  readonly createdBy: string;
  readonly createdAt: Date;
}

/** A cluster that would alert for a label and did not, or the other way, with how many of its posts. */
export interface TrialChange {
  readonly cluster: string;
  readonly label: string;
  readonly posts: number;
}

export interface TrialRow {
  readonly id: string;
  readonly ruleVersion: string;
  readonly from: Date;
  readonly to: Date;
  /** Posts that it is to look at. */
  readonly total: number;
  readonly lookedAt: number;
  readonly withoutText: number;
  readonly matched: number;
  readonly clusters: number;
  readonly alertsGained: number;
  readonly alertsLost: number;
  readonly gained: readonly TrialChange[];
  readonly lost: readonly TrialChange[];
  readonly ranBy: string;
  /** When it was asked for. */
  readonly ranAt: Date;
  readonly finishedAt: Date | null;
}

const versionColumns = sql`version.id, version.rule_id as rule, rule.code, version.version, version.label, version.severity, version.sealed_definition as sealed,
  version.patterns, version.state, version.created_by as "createdBy", version.created_at as "createdAt"`;

export function ruleRows(tx: Tx): Promise<RuleRow[]> {
  return rows(
    tx,
    sql<RuleRow>`select id, code, name_vi as "nameVi", name_en as "nameEn" from listening.rule order by code`,
  );
}

export async function ruleByCode(tx: Tx, code: string): Promise<RuleRow | undefined> {
  return (
    await rows(
      tx,
      sql<RuleRow>`select id, code, name_vi as "nameVi", name_en as "nameEn" from listening.rule where code = ${code}`,
    )
  )[0];
}

export function ruleVersions(tx: Tx): Promise<RuleVersionRow[]> {
  return rows(
    tx,
    sql<RuleVersionRow>`select ${versionColumns} from listening.rule_version as version join listening.rule as rule on rule.id = version.rule_id
      order by rule.code, version.version desc`,
  );
}

export function ruleVersionsById(tx: Tx, ids: readonly string[]): Promise<RuleVersionRow[]> {
  return rows(
    tx,
    sql<RuleVersionRow>`select ${versionColumns} from listening.rule_version as version join listening.rule as rule on rule.id = version.rule_id
      where version.id = any(${[...ids]}::uuid[]) order by rule.code`,
  );
}

export async function insertRule(tx: Tx, rule: RuleRow, by: string): Promise<void> {
  await run(
    tx,
    sql`insert into listening.rule (id, code, name_vi, name_en, created_by, created_at) values (${rule.id}, ${rule.code}, ${rule.nameVi}, ${rule.nameEn}, ${by}, ${tx.now})`,
  );
}

export async function insertRuleVersion(
  tx: Tx,
  version: Pick<RuleVersionRow, 'id' | 'rule' | 'label' | 'severity' | 'sealed' | 'patterns'>,
  by: string,
): Promise<number> {
  const [row] = await rows(
    tx,
    sql<{ version: number }>`
      insert into listening.rule_version (id, rule_id, version, label, severity, sealed_definition, patterns, state, created_by, created_at)
      values (${version.id}, ${version.rule}, (select coalesce(max(version), 0) + 1 from listening.rule_version where rule_id = ${version.rule}::uuid), ${version.label},
        ${version.severity}, ${version.sealed}, ${version.patterns}, 'DRAFT', ${by}, ${tx.now}) returning version`,
  );
  return row?.version as number;
}

/** Rule versions of a live pipeline are LIVE, whatever was live before and is not in it is RETIRED; drafts stay drafts. */
export async function markLiveRules(tx: Tx, live: readonly string[]): Promise<void> {
  const ids = sql`${[...live]}::uuid[]`;
  await run(tx, sql`update listening.rule_version set state = 'RETIRED' where state = 'LIVE' and id <> all(${ids})`);
  await run(tx, sql`update listening.rule_version set state = 'LIVE' where state <> 'LIVE' and id = any(${ids})`);
}

const trialColumns = sql`id, rule_version_id as "ruleVersion", from_at as "from", to_at as "to", total, looked_at as "lookedAt", without_text as "withoutText",
  matched, clusters, alerts_gained as "alertsGained", alerts_lost as "alertsLost", gained, lost, ran_by as "ranBy", ran_at as "ranAt", finished_at as "finishedAt"`;

export async function insertTrial(
  tx: Tx,
  trial: Pick<TrialRow, 'id' | 'ruleVersion' | 'from' | 'to' | 'total' | 'withoutText' | 'ranBy'>,
): Promise<void> {
  await run(
    tx,
    sql`insert into listening.rule_trial (id, rule_version_id, from_at, to_at, total, looked_at, without_text, matched, clusters, alerts_gained, alerts_lost, ran_by, ran_at)
      values (${trial.id}, ${trial.ruleVersion}, ${trial.from}, ${trial.to}, ${trial.total}, 0, ${trial.withoutText}, 0, 0, 0, 0, ${trial.ranBy}, ${tx.now})`,
  );
}

export async function trialRow(tx: Tx, id: string): Promise<TrialRow | undefined> {
  return (await rows(tx, sql<TrialRow>`select ${trialColumns} from listening.rule_trial where id = ${id}::uuid`))[0];
}

/** How far a trial is; with `finishedAt` that it is over. */
export async function writeTrial(
  tx: Tx,
  id: string,
  so: Pick<
    TrialRow,
    'lookedAt' | 'matched' | 'clusters' | 'alertsGained' | 'alertsLost' | 'gained' | 'lost' | 'finishedAt'
  >,
): Promise<void> {
  await run(
    tx,
    sql`update listening.rule_trial set looked_at = ${so.lookedAt}, matched = ${so.matched}, clusters = ${so.clusters}, alerts_gained = ${so.alertsGained},
        alerts_lost = ${so.alertsLost}, gained = ${JSON.stringify(so.gained)}::jsonb, lost = ${JSON.stringify(so.lost)}::jsonb, finished_at = ${so.finishedAt}
      where id = ${id}::uuid`,
  );
}

/** The newest trial of each version, whether it is over or not. */
export function lastTrials(tx: Tx): Promise<TrialRow[]> {
  return rows(
    tx,
    sql<TrialRow>`select distinct on (rule_version_id) ${trialColumns} from listening.rule_trial
      order by rule_version_id, ran_at desc, id desc`,
  );
}

/** The newest trial of a version that is over. */
export async function lastFinishedTrial(tx: Tx, version: string): Promise<TrialRow | undefined> {
  const [trial] = await rows(
    tx,
    sql<TrialRow>`select ${trialColumns} from listening.rule_trial
      where rule_version_id = ${version}::uuid and finished_at is not null order by ran_at desc, id desc limit 1`,
  );
  return trial;
}

/** By whom and when each version of a rule first came into use: with the first version of the pipeline that holds it. */
export function firstUses(tx: Tx): Promise<{ readonly ruleVersion: string; readonly by: string; readonly at: Date }[]> {
  return rows(
    tx,
    sql`select distinct on (held.id) held.id as "ruleVersion", promoted_by as "by", promoted_at as "at"
      from listening.pipeline_version, unnest(rule_versions) as held (id) where promoted_at is not null order by held.id, promoted_at`,
  );
}
