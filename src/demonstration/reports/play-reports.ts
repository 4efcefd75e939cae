import {
  addNote,
  assignReport,
  confirmReport,
  endReport,
  type FiledReport,
  fileByChannel,
  holdsReports,
  INTAKE,
  intakeModule,
  openReport,
  type ReportInput,
  recordProgress,
  replyAsReporter,
  replyToReporter,
  type ScreenOutcome,
  screenReport,
  startVerifying,
} from '../../intake/index.ts';
import {
  type Actor,
  anonymous,
  backdatedContext,
  type Ctx,
  createContext,
  newId,
  ok,
  type PersonActor,
  type Result,
  systemActor,
  withJobsAside,
} from '../../kernel/index.ts';
import {
  communesOf,
  type Day,
  type EndReason,
  portalBand,
  provinceOf,
  provincesAt,
  type ReportChannel,
  type ReportEnd,
  reportChannel,
  type Urgency,
} from '../../vocabulary/index.ts';
import { decideApproval, waitingApproval } from '../../work/index.ts';
import type { Cast } from '../cast.ts';
import { must } from '../must.ts';
import { runJob } from '../run-job.ts';
import { type DemonstrationTopic, replies, topics } from './report-texts.ts';

/** What a demonstration of the reports is made from. */
export interface PlayReports {
  readonly count: number;
  readonly seed?: number;
  /** Communes to which every third report belongs: those with invented people. */
  readonly communes?: readonly string[];
  /** Asked when a confirmed report is handed over to a commune; @returns whether a case was opened for it. */
  readonly handOver?: (moment: { report: string; commune: string; ctx: Ctx }) => Promise<boolean>;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Reports that are played beside each other. */
const LANES = 4;
/** The part of the reports whose story is over; the rest is of the last three days. */
const SETTLED = 0.88;

/**
 * Fills an installation with invented reports of the last year, through the same verbs as real ones: sealed, with
 * receipts, clocks, messages and audit. Every channel and province occurs. Marked `is_demonstration`; does nothing where
 * such reports exist. The same seed gives the same reports.
 * @returns how many reports were made
 */
export async function playReports(ctx: Ctx, cast: Cast, input: PlayReports): Promise<Result<number>> {
  const platform = ctx.as(systemActor('demonstration.reports'));
  const there = await holdsReports(platform, { demonstration: true });
  if (!there.ok) return there;
  if (there.value) return ok(0);
  const stage = new Stage(ctx.now, cast, randomFrom(input.seed ?? 111), input);
  const stories = Array.from({ length: input.count }, (_, index) => stage.plan(index, input.count));
  const recent = Math.floor(input.count * SETTLED);
  await playSettled(platform, stories.slice(0, recent));
  await playLive(ctx, stories.slice(recent));
  const job = 'intake.sweep-receipts';
  await runJob(ctx.as(systemActor(job)), intakeModule, { job, payload: {} });
  return ok(input.count);
}

/** Gives an act its context: who acts, at the act's moment of the past. */
type As = (actor: Actor) => Ctx;

/** One act on one report at a moment of the past. */
interface Act {
  readonly at: number;
  readonly report: number;
  run(as: As): Promise<unknown>;
}

/**
 * Plays whole stories of the past, each in one transaction: the same verbs, but one commit instead of ten. The audit
 * says truly that the platform wrote them, today.
 */
async function playSettled(platform: Ctx, stories: readonly (readonly Act[])[]): Promise<void> {
  const waiting = [...stories];
  const lane = async () => {
    for (let story = waiting.shift(); story; story = waiting.shift()) {
      const acts = story;
      must(
        await platform.transaction(
          async (tx) => {
            const as = backdatedContext(platform, tx, []);
            for (const { at, run } of acts) await run((actor) => as(actor, new Date(at)));
            return ok();
          },
          { keep: true },
        ),
      );
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

/** Plays what happened in the last days act by act, in the order of time, each as the person who did it. */
async function playLive(ctx: Ctx, stories: readonly (readonly Act[])[]): Promise<void> {
  const acts = stories.flat().sort((a, b) => a.at - b.at);
  for (let from = 0; from < acts.length; ) {
    const wave: Act[] = [];
    while (from < acts.length && wave.length < LANES) {
      const act = acts[from] as Act;
      // Two acts of one report follow each other.
      if (wave.some((other) => other.report === act.report)) break;
      wave.push(act);
      from += 1;
    }
    await Promise.all(
      wave.map(({ at, run }) =>
        run((actor) =>
          createContext(ctx.kernel, { actor, requestId: newId<'request'>(), language: 'vi', now: new Date(at) }),
        ),
      ),
    );
  }
}

class Stage {
  readonly #random: Random;
  readonly #cast: Cast;
  readonly #now: number;
  readonly #more: Pick<PlayReports, 'communes' | 'handOver'>;

  constructor(now: Date, cast: Cast, random: Random, more: Pick<PlayReports, 'communes' | 'handOver'>) {
    this.#cast = cast;
    this.#more = more;
    this.#random = random;
    this.#now = now.getTime();
  }

  /** A report's whole story, as acts that are played later. Recent ones are still open, in every state. */
  plan(index: number, count: number): Act[] {
    const { pick, chance, between } = this.#random;
    const topic = this.#random.weighted(topics);
    const channel = index < reportChannel.codes.length ? (reportChannel.codes[index] as ReportChannel) : pick(CHANNELS);
    const child = !ADULT_CHANNELS.has(channel) && chance(0.55);
    // Newest last. The last tenth fills the last three days, so that a desk has something to do, and the very last have
    // just come in and wait for their first look; one of them tells of danger now.
    const waiting = index >= count - Math.max(4, Math.round(count * 0.03));
    const settled = index < Math.floor(count * SETTLED);
    const age = waiting ? between(5 / 1440, 200 / 1440) : settled ? between(3, 364) : between(0.2, 3);
    const imminent = index === count - 1 || (!waiting && (topic.incident === 'OI-LURE' ? chance(0.5) : chance(0.06)));
    const arrived = index === count - 1 ? this.#now - 6 * MINUTE : this.#atDaytime(this.#now - age * DAY);
    const input = this.#input(index, topic, child, imminent);
    const story = new Story(index, arrived, this.#now);
    const counsellor = this.#person('111_counsellor');
    const agent = this.#person('111_agent');
    let filed: FiledReport | undefined;
    let version = 1;
    const on = () => ({ report: (filed as FiledReport).report as string, version });
    const step = (minutes: number, act: (at: As) => Promise<Result<unknown>>) => {
      story.add(minutes, async (at) => {
        const triage = must(await act(at));
        if (typeof triage === 'object' && triage !== null && 'version' in triage) version = triage.version as number;
      });
    };

    step(0, async (at) => {
      const operator = OPERATOR_CHANNELS.has(channel);
      const result = await fileByChannel(at(operator ? agent : anonymous), {
        report: input,
        idempotencyKey: `demonstration-${String(index).padStart(8, '0')}`,
        channel,
        demonstration: true,
      });
      version = 1;
      if (result.ok) filed = result.value;
      return result;
    });
    if (waiting) return story.acts;
    const outcome: ScreenOutcome = imminent
      ? 'EMERGENCY'
      : topic.incident === 'OI-OTHER'
        ? 'INFO_ONLY'
        : chance(0.04)
          ? 'OUT_OF_SCOPE'
          : 'NORMAL';
    const urgency: Urgency =
      outcome === 'EMERGENCY'
        ? 'U1'
        : outcome === 'NORMAL'
          ? GRAVE.has(topic.incident) || chance(0.25)
            ? 'U2'
            : 'U3'
          : 'U4';
    const firstLook = imminent ? between(2, 14) : chance(0.9) ? between(8, 110) : between(125, 300);
    // Readings of the past are left out: the audit would say that the platform read them, which nobody did.
    if (settled) story.wait(firstLook);
    else
      step(firstLook, async (at) => {
        const opened = await openReport(at(counsellor), { report: on().report, read: ['narrative'] });
        return opened.ok ? ok(opened.value.triage) : opened;
      });
    step(2, (at) => assignReport(at(counsellor), { ...on(), to: counsellor.person }));
    step(3, (at) =>
      screenReport(at(counsellor), {
        ...on(),
        outcome,
        urgency,
        incidentCodes: [topic.incident],
        riskAnswers: { 'IR-NOW': imminent ? 'yes' : 'no', 'IR-ALONE': imminent ? 'unknown' : 'no' },
      }),
    );
    let seen: string | null = null;
    const answer =
      (text: string, feedback = false) =>
      async (at: As) => {
        const as = at(counsellor);
        const messageId = newId<'message'>(as.now.getTime());
        const sent = await replyToReporter(as, { ...on(), text, seen, messageId, ...(feedback ? { feedback } : {}) });
        if (sent.ok) seen = messageId;
        return sent;
      };
    const end = (act: ReportEnd, reason: EndReason, words?: string) => (at: As) =>
      endReport(at(counsellor), { ...on(), act, reason, words });
    // The end of a report with danger in it is asked for, and a colleague agrees.
    const grave = urgency === 'U1' || urgency === 'U2';
    const agree = async (at: As) => {
      const as = at(this.#colleagueOf(counsellor));
      const asked = await as.transaction(async (tx) => ok(await waitingApproval(tx, 'report-end', on().report)));
      if (!asked.ok) return asked;
      const decided = await decideApproval(as, { approval: asked.value?.id ?? '', decision: 'APPROVED' });
      if (decided.ok) version += 1;
      return decided;
    };
    if (!settled && chance(0.5))
      step(between(10, 60), (at) => addNote(at(counsellor), { report: on().report, text: pick(replies.note) }));
    if (outcome !== 'NORMAL' && outcome !== 'EMERGENCY') {
      step(between(30, 300), answer(pick(replies.feedback), true));
      step(between(60, 2_000), end('close', 'ER-ANSWERED'));
      return story.acts;
    }
    step(between(10, 200), answer(pick(child ? replies.child : replies.adult)));
    if (chance(0.25) && !OPERATOR_CHANNELS.has(channel)) {
      step(between(60, 900), async (at) => {
        const sent = await replyAsReporter(at(anonymous), (filed as FiledReport).receipt, {
          text: pick(replies.reporter),
        });
        if (sent.ok) {
          version += 1;
          seen = sent.value.messageId;
        }
        return sent;
      });
    }
    if (age < 3 && chance(0.3)) return story.acts;
    step(between(20, 600), (at) => startVerifying(at(counsellor), on()));
    if (age < 3 && chance(0.5)) return story.acts;
    const found = chance(0.8) ? 'confirmed' : chance(0.5) ? 'unfounded' : 'unverifiable';
    if (found === 'confirmed') {
      step(between(100, 4_000), (at) => confirmReport(at(counsellor), on()));
      const forPolice = GRAVE.has(topic.incident);
      const wanted = forPolice
        ? pick(['police-told', 'case-opened'] as const)
        : pick(['case-opened', 'removal-asked'] as const);
      const { handOver } = this.#more;
      step(between(30, 600), async (at) => {
        const { report } = on();
        const opened =
          wanted !== 'case-opened' || !handOver
            ? true
            : input.commune !== undefined &&
              // What the case would tell the report by a job is told here, at its moment.
              (await handOver({ report, commune: input.commune, ctx: withJobsAside(at(counsellor), []) }));
        const told = await recordProgress(
          at(counsellor),
          report,
          opened ? wanted : forPolice ? 'police-told' : 'removal-asked',
        );
        if (told.ok) version += 1;
        return told;
      });
    } else {
      const asked = between(100, 4_000);
      const checked = replies.checked[index % replies.checked.length];
      if (found === 'unfounded') step(asked, end('find-unfounded', 'ER-NOT-FOUND', checked));
      else step(asked, end('find-unverifiable', 'ER-TOO-LITTLE', checked));
      if (grave) step(AGREED_AFTER, agree);
    }
    step(between(300, 6_000), answer(pick(replies.feedback), true));
    step(between(60, 8_000), end('close', 'ER-ANSWERED'));
    if (grave) step(AGREED_AFTER, agree);
    return story.acts;
  }

  #input(index: number, topic: DemonstrationTopic, child: boolean, imminent: boolean): ReportInput {
    const { pick, chance, between } = this.#random;
    const today = new Date(this.#now).toISOString().slice(0, 10) as Day;
    const provinces = provincesAt(today);
    const { communes: staffed = [] } = this.#more;
    const home = index % 3 === 0 ? staffed[(index / 3) % staffed.length] : undefined;
    const province = (home && provinceOf(home, today)?.code) ?? provinces[index % provinces.length]?.code ?? '79';
    const communes = communesOf(province, today);
    const band = pick(portalBand.codes.filter((code) => code !== 'ADULT'));
    const place = pick(topic.places);
    const kind = child
      ? 'child'
      : pick(['parent', 'parent', 'teacher', 'relative', 'neighbour', 'professional', 'peer'] as const);
    const number = String(Math.floor(between(1, 40))).padStart(2, '0');
    return {
      reporter: {
        kind,
        ...(child
          ? { band }
          : chance(0.4)
            ? { name: `Người Báo Tin Mẫu ${index + 1}`, phone: `09000000${number}` }
            : {}),
      },
      narrative: pick(child ? topic.child : topic.adult),
      child: {
        ageBand: pick(['A9_11', 'A12_13', 'A12_13', 'A14_15', 'A14_15', 'A16_17', 'UNK'] as const),
        sex: pick(['F', 'F', 'M', 'OTHER_UNK'] as const),
      },
      places: [
        place === 'PHONE_SMS'
          ? { kind: place, phone: `09000000${number}` }
          : place === 'WEBSITE'
            ? { kind: place, link: `https://trang-mau-${number}.example/bai-viet` }
            : { kind: place, ...(chance(0.7) ? { account: `tai_khoan_mau_${number}` } : {}) },
      ],
      happenedAt: { stillGoingOn: chance(0.6) },
      province,
      ...(home !== undefined
        ? { commune: home }
        : chance(0.54)
          ? { commune: communes[Math.floor(between(0, communes.length))]?.code }
          : {}),
      safeContact: { wishes: [chance(0.8) ? 'REPLY_HERE' : 'NO_CONTACT'] },
      danger: { now: imminent ? 'yes' : chance(0.6) ? 'no' : 'unknown' },
      language: chance(0.97) ? 'vi' : 'en',
    };
  }

  #person(role: '111_agent' | '111_counsellor'): PersonActor {
    const held = this.#cast.all(role, INTAKE.agency);
    if (held.length === 0) throw new Error(`the demonstration needs a ${role} at ${INTAKE.agency}`);
    return { ...this.#random.pick(held), purpose: 'counselling' };
  }

  #colleagueOf(counsellor: PersonActor): PersonActor {
    const colleague = this.#cast
      .all('111_counsellor', INTAKE.agency)
      .find(({ person }) => person !== counsellor.person);
    if (!colleague) throw new Error('the demonstration needs a second counsellor');
    return { ...colleague, purpose: 'counselling' };
  }

  /** Most write in the afternoon and evening: the hour is drawn again where it falls into the night, unless it is now. */
  #atDaytime(moment: number): number {
    if (this.#now - moment < DAY) return moment;
    const hour = new Date(moment + 7 * HOUR).getUTCHours();
    return hour >= 7 || this.#random.chance(0.15) ? moment : moment + 12 * HOUR;
  }
}

/** The acts of one report, each some minutes after the last; what would lie in the future has not happened yet. */
class Story {
  readonly acts: Act[] = [];
  readonly #report: number;
  readonly #now: number;
  #at: number;

  constructor(report: number, arrived: number, now: number) {
    this.#report = report;
    this.#at = Math.floor(arrived);
    this.#now = now;
  }

  /** Time that passes without an act. */
  wait(minutes: number): void {
    this.#at += Math.ceil(minutes * MINUTE);
  }

  add(minutes: number, run: (as: As) => Promise<unknown>): void {
    this.wait(minutes);
    const at = this.#at;
    if (at <= this.#now) this.acts.push({ at, report: this.#report, run });
  }
}

/** Minutes until a colleague has looked at the end of a report with danger in it. */
const AGREED_AFTER = 15;
const OPERATOR_CHANNELS: ReadonlySet<ReportChannel> = new Set(['TEL111', 'INPERSON', 'LETTER']);
const ADULT_CHANNELS: ReadonlySet<ReportChannel> = new Set([
  'LETTER',
  'PRESS',
  'VNCOP_FORM',
  'PLATFORM_API',
  'NCMEC',
  'INHOPE',
  'POLICE',
  'LISTENING',
  'EMAIL',
]);
const CHANNELS: readonly ReportChannel[] = [
  'WEB',
  'WEB',
  'WEB',
  'WEB',
  'PWA',
  'TEL111',
  'TEL111',
  'TEL111',
  'ZALO111',
  'ZALO111',
  'APP111',
  'APP111',
  'FANPAGE',
  'EMAIL',
  'VNCOP_FORM',
  'POLICE',
];
const GRAVE: ReadonlySet<string> = new Set([
  'OI-SEXT',
  'OI-LURE',
  'OI-GROOM',
  'OI-CSAM-DIST',
  'OI-CSAM-AI',
  'OI-LIVE',
  'OI-SELFGEN',
]);

interface Random {
  between(low: number, high: number): number;
  chance(share: number): boolean;
  pick<T>(list: readonly T[]): T;
  weighted<T extends { readonly weight: number }>(list: readonly T[]): T;
}

/** Mulberry32: small, and the same on every machine. */
function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (low: number, high: number) => low + next() * (high - low);
  return {
    between,
    chance: (share) => next() < share,
    pick: (list) => list[Math.floor(next() * list.length)] as (typeof list)[number],
    weighted: (list) => {
      let left = next() * list.reduce((sum, { weight }) => sum + weight, 0);
      for (const one of list) {
        left -= one.weight;
        if (left < 0) return one;
      }
      return list[0] as (typeof list)[number];
    },
  };
}
