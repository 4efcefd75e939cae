import {
  type Answer,
  type Answers,
  answerReferral,
  caseView,
  type DecidedAct,
  decide,
  logImplementation,
  lookAtCase,
  makeReferral,
  openCase,
  type RejectionReason,
  recordConsent,
  referralPurposes,
  type Separate,
  saveFormDraft,
  savePlan,
  sendReferral,
  separate,
  submitForm,
} from '../../cases/index.ts';
import {
  type Actor,
  addDays,
  backdatedContext,
  type Ctx,
  DAY,
  HOUR,
  isWorkingDay,
  type JobSetAside,
  type PersonActor,
  type Result,
  startOfVietnamDate,
  systemActor,
  type Tx,
  vietnamDate,
} from '../../kernel/index.ts';
import { type DecreeForm, type Service, type Urgency, writtenLaw } from '../../vocabulary/index.ts';
import { must } from '../must.ts';
import { type CaseTheme, children, referralTexts, themes, words } from './case-texts.ts';

/** What comes next lies in the future: the story stops here, and what was told stands. */
export class NotYet extends Error {}

/** Who plays: one person of a role at an agency. */
export type StoryCast = (role: string, agency: string) => PersonActor;

/** Does the work of a job at the moment of the act that enqueued it. */
export type DoJob = (ctx: Ctx, aside: JobSetAside) => Promise<void>;

/**
 * One invented case as it went on, told through the verbs: each act as the person who does it, at its moment, under the
 * law's calendar. All of it is one transaction.
 */
export class Story {
  readonly #cast: (actor: Actor, now: Date) => Ctx;
  readonly #aside: JobSetAside[] = [];
  readonly #doJob: DoJob;
  readonly #company: StoryCast;
  readonly #now: number;
  readonly #number: number;
  #at: number;
  #case: string | undefined;
  #commune: string;

  constructor(
    platform: Ctx,
    tx: Tx,
    told: { number: number; at: Date; commune: string; case?: string; company: StoryCast; doJob: DoJob },
  ) {
    this.#cast = backdatedContext(platform, tx, this.#aside);
    this.#doJob = told.doJob;
    this.#company = told.company;
    this.#now = platform.now.getTime();
    this.#number = told.number;
    this.#at = told.at.getTime();
    this.#case = told.case;
    this.#commune = told.commune;
  }

  get case(): string {
    if (this.#case === undefined) throw new Error('the story has not opened its case');
    return this.#case;
  }

  get at(): Date {
    return new Date(this.#at);
  }

  get theme(): CaseTheme {
    return themes[this.#number % themes.length] as CaseTheme;
  }

  get officer(): PersonActor {
    return this.#company('commune_child_officer', `UBND-${this.#commune}`);
  }

  get chair(): PersonActor {
    return this.#company('commune_chair', `UBND-${this.#commune}`);
  }

  /** From here on the story is of another case: what a transfer opened. */
  goOnWith(caseId: string, commune: string): void {
    this.#case = caseId;
    this.#commune = commune;
  }

  hours(count: number): void {
    this.#to(this.#at + count * HOUR);
  }

  days(count: number): void {
    this.#to(this.#at + count * DAY);
  }

  /** The morning, or later, of so many working days further on. */
  workdays(count: number): void {
    this.#to(workdayAfter(new Date(this.#at), count, 8 + ((this.#number * 7 + count) % 8)).getTime());
  }

  #to(at: number): void {
    if (at > this.#now) throw new NotYet();
    this.#at = at;
  }

  /** One act. A minute later the next one may follow. */
  async as<T>(actor: PersonActor, act: (ctx: Ctx) => Promise<Result<T>>): Promise<T> {
    const now = new Date(this.#at);
    const result = await act(this.#cast({ ...actor, steppedUpUntil: new Date(this.#at + HOUR) }, now));
    if (!result.ok) {
      const { code, field, facts } = result.refusal;
      throw new Error(
        `case ${this.#number} of the demonstration was refused: ${code} ${field ?? ''} ${JSON.stringify(facts ?? {})}`,
      );
    }
    for (let job = this.#aside.shift(); job; job = this.#aside.shift())
      await this.#doJob(this.#cast(systemActor(job.job), now), job);
    this.#at = Math.min(this.#at + 60_000, this.#now);
    return result.value;
  }

  /** What the platform does by itself at this moment. */
  async platform<T>(act: (ctx: Ctx) => Promise<Result<T>>): Promise<T> {
    const result = await act(this.#cast(systemActor('demonstration.cases'), new Date(this.#at)));
    if (!result.ok) throw new Error(`case ${this.#number} of the demonstration was refused: ${result.refusal.code}`);
    return result.value;
  }

  /** The commune itself receives the information and opens the case. */
  async open(more: { urgency?: Urgency; hoursAfterInformation?: number; reception?: Answers } = {}): Promise<void> {
    const informationAt = new Date(this.#at - (more.hoursAfterInformation ?? 1) * HOUR);
    const opened = await this.as(this.officer, (ctx) =>
      openCase(ctx, {
        commune: this.#commune,
        urgency: more.urgency ?? 'U3',
        informationAt,
        ageBand: bandOf(this.#number),
        incidentCodes: [this.theme.incident],
        reception: { ...receptionOf(this.#number, informationAt), ...more.reception },
      }),
    );
    this.#case = opened.id;
  }

  async version(actor: PersonActor): Promise<number> {
    return (await this.#look(actor)).version;
  }

  async #look(actor: PersonActor) {
    const looked = await lookAtCase(this.#cast(actor, new Date(this.#at)), this.case);
    if (!looked.ok) throw new Error(`case ${this.#number} of the demonstration is out of its officer’s sight`);
    return looked.value;
  }

  async act(
    actor: PersonActor,
    act: DecidedAct,
    text: { reason?: string; minutes?: string; document?: string } = {},
  ): Promise<void> {
    const version = await this.version(actor);
    await this.as(actor, (ctx) => decide(ctx, { case: this.case, version, act, ...text }));
  }

  async separate(actor: PersonActor, act: Omit<Separate, 'case' | 'version'>): Promise<void> {
    const version = await this.version(actor);
    await this.as(actor, (ctx) => separate(ctx, { case: this.case, version, ...act }));
  }

  /** Saves a draft; @returns its version */
  async draft(
    actor: PersonActor,
    form: DecreeForm,
    changes: Readonly<Record<string, Answer | null>>,
    base = 0,
  ): Promise<number> {
    return (await this.as(actor, (ctx) => saveFormDraft(ctx, { case: this.case, form, base, changes }))).version;
  }

  async fill(actor: PersonActor, form: DecreeForm, answers: Answers): Promise<void> {
    const base = await this.draft(actor, form, answers);
    await this.as(actor, (ctx) => submitForm(ctx, { case: this.case, form, base }));
  }

  async firstAssessment(conclusion: 'EMERGENCY' | 'NOT_EMERGENCY', separation = false): Promise<void> {
    await this.fill(this.officer, 'FORM-02', {
      assessed_at: this.at.toISOString(),
      ...(conclusion === 'EMERGENCY' ? grave : middling),
      conclusion,
      ...(conclusion === 'EMERGENCY' ? { immediate_measures: words.immediate, separation_proposed: separation } : {}),
    });
  }

  /** The plan's actions, with an agency for those that an agency carries out, and two visits. */
  async plan(base = 0): Promise<void> {
    const day = (ahead: number) => vietnamDate(new Date(this.#at + ahead * DAY));
    await this.as(this.officer, (ctx) =>
      savePlan(ctx, {
        case: this.case,
        base,
        actions: this.theme.actions.map(({ service, by, what }, place) => ({
          level: place === 0 ? ('INTERVENE' as const) : ('SUPPORT' as const),
          service,
          executor: by === 'agency' ? { kind: 'agency' as const, agency: 'FACILITY-MAU-1' } : { kind: by },
          startsOn: day(5),
          endsOn: day(40 + place * 10),
          what,
        })),
        monitoring: [day(20), day(45)],
      }),
    );
  }

  /** Both are asked, both agree, and the referral leaves. @returns it in the state sent */
  async refer(
    purpose: Service,
    to: string,
    more: { basis?: 'CONSENT' | 'CHILD_PROTECTION' | 'CRIME_REPORT'; send?: boolean } = {},
  ): Promise<{ referral: string; version: number }> {
    const basis = more.basis ?? 'CONSENT';
    if (basis === 'CONSENT')
      for (const by of ['child', 'representative'] as const)
        await this.as(this.officer, (ctx) => recordConsent(ctx, { case: this.case, purpose, by, answer: 'given' }));
    const facts = Object.fromEntries(
      referralPurposes[purpose].required.map((field) => [
        field,
        field === 'NAME' ? nameOf(this.#number) : (referralTexts[field as keyof typeof referralTexts] ?? words.started),
      ]),
    );
    const { referral } = await this.as(this.officer, (ctx) =>
      makeReferral(ctx, { case: this.case, purpose, to: { agency: to }, basis, facts }),
    );
    if (more.send === false) return { referral, version: 1 };
    await this.as(this.officer, (ctx) => sendReferral(ctx, { referral, version: 1 }));
    return { referral, version: 2 };
  }

  async answer(
    on: { referral: string; version: number },
    actor: PersonActor,
    act: 'accept' | 'reject' | 'start-service' | 'finish',
    more: { reason?: RejectionReason; note?: string } = {},
  ): Promise<{ referral: string; version: number }> {
    const done = await this.as(actor, (ctx) =>
      answerReferral(ctx, { ...on, act, ...(act === 'finish' ? { outcome: 'SAFE_STABLE' as const } : {}), ...more }),
    );
    return { referral: on.referral, version: done.version };
  }

  /** One action of the plan goes on or is done. */
  async progress(place: number, progress: 'started' | 'going-on' | 'done', note: string): Promise<void> {
    const { file } = must(await caseView(this.#cast(this.officer, this.at), { case: this.case }));
    const action = file?.plan?.actions[place]?.id ?? '';
    await this.as(this.officer, (ctx) => logImplementation(ctx, { case: this.case, action, progress, note }));
  }
}

/** The moment at an hour of the day so many working days after a day. */
export function workdayAfter(from: Date, count: number, hour: number): Date {
  return stepWorkdays(from, count, hour, 1);
}

/** The morning of the working day so many working days before. */
export function workdayBefore(from: Date, count: number): Date {
  return stepWorkdays(from, count, 8, -1);
}

function stepWorkdays(from: Date, count: number, hour: number, direction: 1 | -1): Date {
  const off = writtenLaw().days;
  let day = vietnamDate(from);
  for (let left = count; left > 0; ) {
    day = addDays(day, direction);
    if (isWorkingDay(day, off)) left -= 1;
  }
  return new Date(startOfVietnamDate(day).getTime() + hour * HOUR);
}

export function nameOf(number: number): string {
  return children[number % children.length] as string;
}

const birthYears = [2014, 2012, 2013, 2011, 2015] as const;

function bandOf(number: number) {
  return (['A12_13', 'A14_15', 'A12_13', 'A14_15', 'A9_11'] as const)[number % 5] ?? 'UNK';
}

/** Form 01 of an invented child. */
export function receptionOf(number: number, informationAt: Date): Answers {
  const theme = themes[number % themes.length] as CaseTheme;
  return {
    ...theme.reception,
    received_at: informationAt.toISOString(),
    child_name: nameOf(number),
    age_known: 'BIRTH_DATE',
    birth_date: `${birthYears[number % birthYears.length]}-0${(number % 9) + 1}-1${number % 9}`,
    sex: number % 3 === 0 ? 'F' : number % 3 === 1 ? 'M' : 'F',
    place_of_incident: 'Trên mạng xã hội, tại nhà trẻ',
    present_carer: 'Bà và cha mẹ',
    informant_willing: number % 2 === 0,
    ...(number % 2 === 0
      ? {
          informant_name: `Người Báo Tin Mẫu ${number}`,
          informant_phone: `09000001${String(number % 100).padStart(2, '0')}`,
        }
      : {}),
  };
}

export const grave: Answers = {
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
export const middling: Answers = {
  harm_severity: 'MEDIUM',
  offender_access: 'MEDIUM',
  development_effect: 'MEDIUM',
  care_obstacles: 'LOW',
  self_protection: 'MEDIUM',
  knows_adult: 'MEDIUM',
  reaches_help: 'MEDIUM',
  can_tell: 'MEDIUM',
  others_watch: 'MEDIUM',
};
export const good: Answers = {
  harm_severity: 'LOW',
  offender_access: 'LOW',
  development_effect: 'LOW',
  care_obstacles: 'LOW',
  self_protection: 'HIGH',
  knows_adult: 'HIGH',
  reaches_help: 'HIGH',
  can_tell: 'HIGH',
  others_watch: 'MEDIUM',
};
