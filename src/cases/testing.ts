import { openTestKernel, type TestKernel } from '../../tools/test/test-kernel.ts';
import { testPerson } from '../../tools/test/test-person.ts';
import { must } from '../../tools/test/test-result.ts';
import { changeDeadlineRule, clocksJobs, type RuleChange, whatIf } from '../clocks/index.ts';
import {
  type Ctx,
  createDeskKey,
  exclusionsOf,
  type Module,
  newId,
  ok,
  type PersonActor,
  type RunningJobs,
  startJobs,
  systemActor,
} from '../kernel/index.ts';
import { type AgencySeed, agencyGrantsReach, grantReaches, nameKey, syncAgencies } from '../members/index.ts';
import {
  adminUnit,
  type CaseStatus,
  centralAgencies,
  communeAgencies,
  provinceOf,
  provincialAgencies,
} from '../vocabulary/index.ts';
import {
  type Answers,
  caseView,
  type Decide,
  decide,
  grantAccess,
  makeReferral,
  type OpenedCase,
  openCase,
  recordConsent,
  saveFormDraft,
  savePlan,
  submitForm,
  syncCasesData,
} from './index.ts';
import { casesJobs } from './jobs.ts';

/** Ba Đình and Ngọc Hà in Hà Nội; Hải Châu in Đà Nẵng is far away. */
export const COMMUNE = '00004';
export const NEIGHBOUR = '00008';
export const FAR = '20242';

/** A case worker's world: agencies, desks with keys, people with roles, the law's data, and the background work. */
export interface CasesHome extends TestKernel {
  readonly counsellor: PersonActor;
  readonly officer: PersonActor;
  readonly chair: PersonActor;
  readonly neighbourOfficer: PersonActor;
  readonly neighbourChair: PersonActor;
  readonly province: PersonActor;
  readonly ministry: PersonActor;
  readonly facility: PersonActor;
  readonly otherFacility: PersonActor;
  readonly police: PersonActor;
  readonly auditor: PersonActor;
  /** The actor as a new request knows them: with the grants that reach them now. */
  as(actor: PersonActor, more?: Partial<PersonActor>): Promise<Ctx>;
  platform(): Ctx;
  person(
    role: string,
    agency: string,
    more?: { province?: string; name?: string; desk?: string },
  ): Promise<PersonActor>;
  agency(seed: Partial<AgencySeed> & { code: string }): Promise<void>;
  key(desk: string): Promise<void>;
  /** Runs the background work that waits, until none is left. */
  work(): Promise<void>;
}

export async function openCasesHome(now = '2026-04-22T02:00:00Z', planted: readonly Module[] = []): Promise<CasesHome> {
  const home = await openTestKernel(now, {}, planted);
  const platform = () => home.context(systemActor('cases.test'));
  must(await syncAgencies(platform(), seed()));
  must(await syncCasesData(platform()));
  const key = async (desk: string) => void (await createDeskKey(home.owner, home.kernel.vault, desk, home.clock.now()));
  for (const desk of [
    '111-intake',
    `UBND-${COMMUNE}`,
    `UBND-${NEIGHBOUR}`,
    'SYT-01',
    'FACILITY_A',
    'FACILITY_B',
    'CAX-00004',
  ])
    await key(desk);

  const person: CasesHome['person'] = async (role, agency, more = {}) => {
    const id = newId<'person'>();
    const name = more.name ?? `Người Thử ${role}`;
    await home.owner.query(
      `insert into members.person (id, login, name, agency, created_at, created_by) values ($1, $2, $3, $4, $5, 'test')`,
      [id, `${id}@don-vi.example`, name, agency, home.clock.now()],
    );
    await home.owner.query(
      `insert into members.role_assignment (id, person, role, agency, desk, province, valid_from, given_by, given_at) values ($1, $2, $3, $4, $5, $6, $7, 'test', $7)`,
      [newId(), id, role, agency, more.desk ?? null, more.province ?? null, home.clock.now()],
    );
    return testPerson(role, agency, {
      ...more,
      person: id,
      name,
      nameKey: await nameKey(home.kernel.vault, name),
      purpose: role.startsWith('111') ? 'counselling' : role.startsWith('police') ? 'investigation' : 'protection',
      steppedUpUntil: new Date('2030-01-01T00:00:00Z'),
    });
  };

  let runner: RunningJobs | undefined;
  return {
    ...home,
    counsellor: await person('111_counsellor', 'C111', { desk: '111-intake' }),
    officer: await person('commune_child_officer', `UBND-${COMMUNE}`, { name: 'Nguyễn Thị Cán Bộ' }),
    chair: await person('commune_chair', `UBND-${COMMUNE}`, { name: 'Trần Văn Chủ Tịch' }),
    neighbourOfficer: await person('commune_child_officer', `UBND-${NEIGHBOUR}`),
    neighbourChair: await person('commune_chair', `UBND-${NEIGHBOUR}`),
    province: await person('province_child_officer', 'SYT-01', { province: '01' }),
    ministry: await person('ministry_child_officer', 'MOH-MCD'),
    facility: await person('facility_worker', 'FACILITY_A'),
    otherFacility: await person('facility_worker', 'FACILITY_B'),
    police: await person('police_investigator', 'CAX-00004'),
    auditor: { ...(await person('auditor', 'MOH-MCD')), functions: ['AUDIT'] },
    platform,
    person,
    key,
    agency: async (one) => void must(await syncAgencies(platform(), [...seed(), facility(one)])),
    as: async (actor, more = {}) => {
      const { rows } = await home.owner.query(
        `select subject_kind as "subjectKind", subject, object_kind, object_id, field_classes, purpose, expires_at from kernel.need_to_know where revoked_at is null and expires_at > $1
           and ((subject_kind = 'person' and subject = $2) or (subject_kind = 'agency' and subject = $3))`,
        [home.clock.now(), actor.person, actor.agency],
      );
      const grants = rows.flatMap((row) =>
        !grantReaches(row, actor)
          ? []
          : [
              {
                objectKind: row.object_kind,
                objectId: row.object_id,
                fieldClasses: row.field_classes,
                purpose: row.purpose,
                until: row.expires_at,
              },
            ],
      );
      const found = await platform().transaction(async (tx) => ok(await exclusionsOf(tx, actor)));
      const agencyGrants = agencyGrantsReach(actor.assignments);
      return home.context({ ...actor, agencyGrants, grants, exclusions: must(found), ...more });
    },
    work: async () => {
      runner ??= await startJobs(
        home.kernel,
        home.owner,
        [...clocksJobs, ...casesJobs].filter((job) => !job.cron),
      );
      for (;;) {
        const { rows } = await home.owner.query<{ waiting: number; failed: number }>(
          'select count(*) filter (where attempts = 0 or locked_at is not null)::int as waiting, count(*) filter (where attempts > 0 and locked_at is null)::int as failed from graphile_worker.jobs',
        );
        if ((rows[0]?.failed ?? 0) > 0)
          throw new Error(`a job failed: ${home.log.filter((line) => line.includes('job failed')).at(-1)}`);
        if ((rows[0]?.waiting ?? 0) === 0) return;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    close: async () => {
      await runner?.stop();
      await home.close();
    },
  };
}

function facility(one: Partial<AgencySeed> & { code: string }): AgencySeed {
  return {
    nameVi: `Cơ sở ${one.code}`,
    nameEn: one.code,
    kind: 'FACILITY',
    level: 'PRIVATE',
    predecessors: [],
    functions: [],
    source: 'test',
    verified: false,
    ...one,
  };
}

function seed(): AgencySeed[] {
  const communes = [COMMUNE, NEIGHBOUR, FAR].map((code) => adminUnit(code, '2026-04-22'));
  const provinces = [
    ...new Map(
      communes.map((unit) => provinceOf(unit?.code ?? '', '2026-04-22')).map((unit) => [unit?.code, unit]),
    ).values(),
  ];
  return [
    ...centralAgencies,
    ...provinces.flatMap((unit) => (unit ? provincialAgencies(unit) : [])),
    ...communes.flatMap((unit) => (unit ? communeAgencies(unit) : [])),
    facility({ code: 'FACILITY_A' }),
    facility({ code: 'FACILITY_B' }),
    facility({ code: 'SCHOOL_A', kind: 'SCHOOL' }),
  ];
}

/** Form 01 with neutral placeholder text about an invented child. */
export const reception: Answers = {
  category: ['ABUSED'],
  source_channel: 'ONLINE',
  received_at: '2026-04-22T01:30:00Z',
  child_name: 'Lê Thị Mẫu',
  age_known: 'BIRTH_DATE',
  birth_date: '2015-03-02',
  sex: 'F',
  place_of_incident: 'Phường Ba Đình',
  present_state: 'Nội dung trung tính về tình trạng.',
  informant_willing: true,
  informant_name: 'Phạm Văn Báo Tin',
  informant_phone: '0912 345 678',
};

export const ratings: Answers = {
  harm_severity: 'HIGH',
  offender_access: 'HIGH',
  development_effect: 'MEDIUM',
  care_obstacles: 'MEDIUM',
  self_protection: 'LOW',
  knows_adult: 'MEDIUM',
  reaches_help: 'LOW',
  can_tell: 'MEDIUM',
  others_watch: 'LOW',
};

/** Answers that complete each form that a test submits. */
export const complete = {
  'FORM-02': { assessed_at: '2026-04-22T03:00:00Z', ...ratings, conclusion: 'NOT_EMERGENCY' },
  'FORM-03': {
    health: 'Nội dung.',
    psychology: 'Nội dung.',
    care: 'Nội dung.',
    education: 'Nội dung.',
    living: 'Nội dung.',
    family: 'Nội dung.',
    community: 'Nội dung.',
    offender_known: 'ONLINE_ONLY',
    offender_info: 'Nội dung.',
    strengths: 'Nội dung.',
    risks: 'Nội dung.',
    risk_level: 'HIGH',
    needs: ['PSYCHOSOCIAL'],
    needs_ranked: 'Nội dung.',
  },
  'FORM-04': {
    situation: 'Nội dung.',
    goals: 'Nội dung.',
    ends_on: '2026-06-30',
    child_heard: true,
    parents_agree: 'AGREE',
  },
  'FORM-05': {
    decision_number: '12/QĐ-UBND',
    decided_on: '2026-05-05',
    legal_basis: 'Căn cứ Luật Trẻ em;\nCăn cứ Nghị định số 56/2017/NĐ-CP;',
    executing_bodies: 'Trạm Y tế, nhà trường, gia đình.',
    effective_from: '2026-05-05',
  },
  'FORM-06': {
    reviewed_on: '2026-06-30',
    ...ratings,
    harm_severity: 'LOW',
    offender_access: 'LOW',
    further_risk: false,
    stable_physical: true,
    stable_psychological: true,
    stable_cognitive: true,
    stable_emotional: true,
    state_notes: 'Nội dung.',
    proposal: 'CLOSE',
    proposal_reason: 'Nội dung.',
  },
} as const satisfies Record<string, Answers>;

/** What a referral rests on that only the child and a representative may allow. */
export const byConsent = {
  purpose: 'PSYCHOSOCIAL',
  basis: 'CONSENT',
  facts: { REASON: 'Nội dung.', NEEDS: 'Nội dung.', AGE_SEX: '11 tuổi' },
} as const;

/** A case that the commune opened itself. */
export async function openOwnCase(
  home: CasesHome,
  more: Partial<Parameters<typeof openCase>[1]> = {},
): Promise<OpenedCase> {
  return must(await openCase(await home.as(home.officer), { commune: COMMUNE, reception, ...more }));
}

/** Tries a change of the deadline rules and puts it in force, as the ministry's page does. */
export async function triedAndChanged(ctx: Ctx, change: RuleChange, reason: string) {
  return changeDeadlineRule(ctx, { change, reason, trial: must(await whatIf(ctx, { change })).trial });
}

type MakeReferral = Parameters<typeof makeReferral>[1];
type GrantAccess = Parameters<typeof grantAccess>[1];
type RecordConsent = Parameters<typeof recordConsent>[1];

/** Drives one case by its commune's two people. */
export function drive(home: CasesHome, id: string) {
  const on = { case: id };
  const officer = () => home.as(home.officer);
  const chair = () => home.as(home.chair);
  const version = async () => must(await caseView(await officer(), on)).overview.version;
  const act = async (who: 'officer' | 'chair', what: Decide['act'], more: Partial<Decide> = {}) =>
    decide(await (who === 'chair' ? chair() : officer()), { ...on, version: await version(), act: what, ...more });
  const fill = async (who: 'officer' | 'chair', form: keyof typeof complete, more: Answers = {}) => {
    const ctx = await (who === 'chair' ? chair() : officer());
    const saved = must(await saveFormDraft(ctx, { ...on, form, base: 0, changes: { ...complete[form], ...more } }));
    return must(await submitForm(ctx, { ...on, form, base: saved.version }));
  };
  /** Access to its narrative for the police of the commune, for an investigation and a day, where nothing else is said. */
  const grant = async (more: Partial<GrantAccess> = {}, who: 'officer' | 'chair' = 'chair') =>
    grantAccess(await (who === 'chair' ? chair() : officer()), {
      ...on,
      to: { kind: 'agency', agency: 'CAX-00004' },
      classes: ['narrative'],
      purpose: 'investigation',
      until: new Date(home.clock.now().getTime() + 86_400_000),
      reason: 'Xác minh.',
      ...more,
    });
  /** A referral to the first facility, for shelter where nothing else is said; it is not sent. */
  const refer = async (more: Partial<MakeReferral> = {}): Promise<string> =>
    must(
      await makeReferral(await officer(), {
        ...on,
        purpose: 'SHELTER',
        to: { agency: 'FACILITY_A' },
        basis: 'CHILD_PROTECTION',
        facts: { REASON: 'a', NEEDS: 'b', RISK: 'c', AGE_SEX: 'd', NAME: 'e' },
        ...more,
      }),
    ).referral;
  const consent = async (by: RecordConsent['by'], answer: RecordConsent['answer']) =>
    must(await recordConsent(await officer(), { ...on, purpose: 'PSYCHOSOCIAL', by, answer }));
  const planned = async () =>
    must(
      await savePlan(await officer(), {
        ...on,
        base: 0,
        actions: [
          {
            level: 'SUPPORT',
            service: 'PSYCHOSOCIAL',
            executor: { kind: 'family' },
            startsOn: '2026-07-01',
            endsOn: '2026-08-01',
            what: 'Nội dung.',
          },
        ],
        monitoring: ['2026-12-15'],
      }),
    );
  const steps: readonly [CaseStatus, () => Promise<unknown>][] = [
    ['INITIAL_RISK', async () => must(await act('officer', 'start-initial-risk'))],
    [
      'SPECIFIC_RISK',
      async () => [await fill('officer', 'FORM-02'), must(await act('officer', 'start-specific-risk'))],
    ],
    [
      'NEEDS_MEETING',
      async () => [await fill('officer', 'FORM-03'), must(await act('officer', 'conclude-specific-risk'))],
    ],
    ['PLAN_DRAFT', async () => must(await act('officer', 'record-needs-meeting', { minutes: 'Nội dung.' }))],
    [
      'PLAN_SUBMITTED',
      async () => [await fill('officer', 'FORM-04'), await planned(), must(await act('officer', 'submit-plan'))],
    ],
    ['PLAN_APPROVED', async () => [await fill('chair', 'FORM-05'), must(await act('chair', 'approve-plan'))]],
    ['IMPLEMENTING', async () => must(await act('officer', 'start-implementation'))],
    ['REVIEW', async () => must(await act('officer', 'start-review'))],
  ];
  /** Does what lies between the opening and a state. */
  const to = async (status: CaseStatus) => {
    for (const [reached, step] of steps) {
      await step();
      if (reached === status) return;
    }
  };
  return { on, officer, chair, version, act, fill, grant, refer, consent, planned, to };
}
