import {
  type Actor,
  type Ctx,
  createContext,
  ok,
  type PersonActor,
  type Result,
  runOpenLongJob,
  systemActor,
} from '../../kernel/index.ts';
import {
  type Collector,
  collectSource,
  createSource,
  decideAlert,
  decideTask,
  deliverAlerts,
  draftRule,
  findTrends,
  type LabelCode,
  listAlerts,
  listSources,
  observe,
  openTask,
  type PublicPost,
  processAll,
  purge,
  requestTrial,
  steerSource,
  TRIAL_WORK,
  tuneReview,
} from '../../listening/index.ts';
import { randomFrom } from '../../text/index.ts';
import { ownExposure } from '../../work/index.ts';
import type { Cast } from '../cast.ts';
import { must } from '../must.ts';
import { awareness, campaign, harms, ordinary, risingTopic, written } from './post-texts.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const AGENCY = 'MOH-MCD';
const BASIS = 'Minh họa, hư cấu · demonstration, invented';
const DAYS = 7;
const SYSTEM = systemActor('demonstration.listening');
/** A server whose answers are not what they were. */
const changedShape: Collector = {
  kind: 'mastodon',
  pull: async () => ({ posts: [], cursor: null, malformed: 40, malformedExample: null }),
};

interface People {
  readonly analyst: PersonActor;
  readonly reviewers: readonly [PersonActor, PersonActor];
  readonly supervisor: PersonActor;
}

/**
 * Plays an invented week of listening through the same verbs as real work: sources of each state, ordinary posts, a topic
 * that rises, a campaign, news about prevention that raises nothing, alerts and decisions of people, reports at the 111
 * desk, a purge. Nothing of it calls out. @returns how many posts were taken; 0 where anything was listened to before or
 * the people are missing
 */
export async function playListening(ctx: Ctx, cast: Cast): Promise<Result<number>> {
  const used = await listSources(ctx.as(SYSTEM));
  if (!used.ok) return used;
  const people = used.value.length > 0 ? undefined : peopleOf(cast);
  if (!people) return ok(0);
  const now = ctx.now.getTime();
  const as = (actor: Actor, when: number): Ctx =>
    createContext(ctx.kernel, { actor, requestId: ctx.requestId, language: 'vi', now: new Date(when) });
  const system = (when: number) => as(SYSTEM, when);
  const start = now - DAYS * DAY;

  // More of the audit and more second opinions than a real week has, so that the figures have something to stand on.
  const changes = { auditRate: 0.08, margin: 0.05, doubleRate: 0.3 };
  must(await tuneReview(as(people.supervisor, start), { changes, source: BASIS }));
  const sources = await makeSources(as, people, start);
  const posts = new Posts();
  let taken = 0;
  const bring = async (source: string, when: number, given: readonly PublicPost[]) => {
    taken += must(await observe(system(when), { sourceId: source, posts: given })).accepted;
  };

  for (let day = 0; day < DAYS; day += 1) {
    for (const part of [7, 12, 17, 21]) {
      const when = start + day * DAY + part * HOUR;
      if (when > now - 4 * HOUR) continue;
      await bring(sources.network, when, posts.many(ordinary, 45, when));
      await bring(sources.partner, when, posts.many(ordinary, 15, when));
      for (const harm of harms.filter(({ days }) => DAYS - 1 - days === day && part === 12))
        await bring(sources.page, when, [posts.one(harm.text, when)]);
      if (part === 17 && day % 2 === 1)
        await bring(sources.partner, when, [posts.one(awareness[(day >> 1) % awareness.length] as string, when)]);
      must(await processAll(system(when + MINUTE)));
      must(await deliverAlerts(system(when + 2 * MINUTE)));
    }
    const evening = start + day * DAY + 22 * HOUR;
    if (evening > now - 4 * HOUR) continue;
    await review(as, people, evening - HOUR, 12);
    await decide(as, people, evening, day);
    if (day === DAYS - 2) must(await purge(system(evening + HOUR)));
  }
  // The last hours: a topic rises, and a campaign begins.
  for (let ago = 3; ago >= 1; ago -= 1) {
    const when = now - ago * HOUR;
    await bring(sources.network, when, [
      ...posts.many(ordinary, 30, when),
      ...posts.many(risingTopic, 4 - ago === 3 ? 40 : 8, when),
      ...posts.many([campaign], 5 * (4 - ago) ** 2, when),
    ]);
    // Where it spreads most.
    for (const [place, source] of sources.places.entries())
      await bring(source, when, [
        ...posts.many(ordinary, 10, when),
        ...posts.many([campaign], (3 - place) * (4 - ago) ** 2, when),
      ]);
    must(await processAll(system(when + MINUTE)));
  }
  must(await deliverAlerts(system(now - 30 * MINUTE)));
  must(await findTrends(system(now - MINUTE)));
  await draftAndTry(as, people, now);
  return ok(taken);
}

type As = (actor: Actor, when: number) => Ctx;

async function makeSources(
  as: As,
  people: People,
  when: number,
): Promise<Readonly<Record<'network' | 'partner' | 'page', string>> & { readonly places: readonly string[] }> {
  const make = async (
    kind: string,
    name: string,
    lane: 0 | 1 | 2,
    settings: Readonly<Record<string, unknown>> = {},
    provinceCode: string | null = null,
  ) => {
    const { id } = must(
      await createSource(as(people.analyst, when), {
        kind,
        name: `${name} (minh họa)`,
        purposeCode: 'CHILD_SAFETY',
        legalBasis: BASIS,
        client: null,
        provinceCode,
        lane,
        ratePerHour: 12,
        sampling: 1,
        weight: 1,
        settings,
        demonstration: true,
      }),
    );
    return id;
  };
  const run = async (id: string) => {
    must(await steerSource(as(people.analyst, when), { source: id, act: 'run' }));
    return id;
  };
  // What runs is sent to us and never asked; what would call out stands still.
  const network = await run(await make('push', 'Mạng xã hội Mẫu', 2));
  const partner = await run(await make('push', 'Diễn đàn học sinh Mẫu', 1));
  const page = await run(await make('import', 'Trang cộng đồng Mẫu', 0, {}, '01'));
  const places: string[] = [];
  for (const [name, province] of [
    ['Trang tin Mẫu Đà Nẵng', '48'],
    ['Trang tin Mẫu Cần Thơ', '92'],
    ['Trang tin Mẫu Nghệ An', '40'],
  ] as const)
    places.push(await run(await make('push', name, 1, {}, province)));
  await make('rss', 'Báo Mẫu', 1, { address: 'https://bao-mau.example/rss' });
  const drifted = await make('mastodon', 'Máy chủ Mẫu', 2, {
    server: 'https://may-chu-mau.example',
    timeline: 'public',
  });
  // It asked once, and what came had another shape than before: such a source stops by itself.
  await run(drifted);
  must(await collectSource(as(SYSTEM, when), { source: drifted }, { mastodon: () => changedShape }));
  return { network, partner, page, places };
}

/** Two people decide some of what waits, as they would by the words before them. */
async function review(as: As, people: People, from: number, most: number): Promise<void> {
  for (const [place, reviewer] of people.reviewers.entries()) {
    for (let turn = 0; turn < most; turn += 1) {
      const ctx = as(reviewer, from + turn * 2 * MINUTE + place * 40 * MINUTE);
      if (must(await ownExposure(ctx)).state !== 'free') return;
      const { task } = must(await openTask(ctx));
      if (!task) return;
      must(await decideTask(ctx, { task: task.task, labels: labelsOf(task.masked) }));
    }
  }
}

const TELLING: readonly (readonly [RegExp, LabelCode])[] = [
  [/phòng|tuyên truyền|khuyến cáo|hội thảo/i, 'is_report_or_awareness'],
  [/mật khẩu|mã otp/i, 'scam.child_targeted'],
  [/tài xỉu/i, 'gambling.child_targeted'],
  [/nín thở/i, 'challenge.dangerous'],
  [/học lớp|trường THCS/i, 'subject_is_minor'],
];

function labelsOf(masked: string): LabelCode[] {
  const found = TELLING.filter(([pattern]) => pattern.test(masked)).map(([, code]) => code);
  return found.includes('is_report_or_awareness') ? ['is_report_or_awareness'] : found;
}

/** Alerts of two days ago and before are decided; the newest wait. */
async function decide(as: As, people: People, when: number, day: number): Promise<void> {
  if (day >= DAYS - 2) return;
  const [first, second] = people.reviewers;
  const { rows } = must(await listAlerts(as(first, when), { state: 'RAISED' }));
  for (const [turn, alert] of rows.slice(0, 2).entries())
    must(
      await decideAlert(
        as(turn % 2 === 0 ? first : second, when + (turn + 1) * 10 * MINUTE),
        alert.label === 'challenge.dangerous'
          ? { alert: alert.id, decision: 'dismiss', reason: 'joke' }
          : { alert: alert.id, decision: 'confirm' },
      ),
    );
  must(await deliverAlerts(as(SYSTEM, when + HOUR)));
}

/** A rule that was drafted and tried, and waits for the supervisor. */
async function draftAndTry(as: As, people: People, now: number): Promise<void> {
  const ctx = as(people.analyst, now - 20 * MINUTE);
  const { id } = must(
    await draftRule(ctx, {
      code: 'scam.lantern-tickets',
      nameVi: 'Vé lễ hội giả (nháp, minh họa)',
      nameEn: 'False festival tickets (draft, demonstration)',
      label: 'scam.child_targeted',
      severity: 2,
      definition: { view: 'stripped', any: [' le hoi den long '], all: [' (?:ve|ru minh) '], none: [], score: 0.6 },
    }),
  );
  must(await requestTrial(ctx, { version: id, from: new Date(now - 2 * DAY), to: new Date(now - 30 * MINUTE) }));
  await runOpenLongJob(ctx, { kind: TRIAL_WORK, objectId: id });
}

/** Invented posts; the same week every time. */
class Posts {
  readonly #random = randomFrom(20261126);
  #made = 0;

  one(template: string, when: number): PublicPost {
    this.#made += 1;
    const author = Math.floor(this.#random() * 900);
    return {
      id: `minh-hoa-${this.#made}`,
      revision: '',
      at: new Date(when - Math.floor(this.#random() * 30 * MINUTE)),
      author: `nguoi-mau-${author}`,
      text: written(template, (count) => Math.floor(this.#random() * count)),
      language: 'vi',
      url: `https://mang-mau.example/bai/${this.#made}`,
      links: [],
      media: [],
      parent: null,
      deleted: false,
    };
  }

  many(templates: readonly string[], count: number, when: number): PublicPost[] {
    return Array.from({ length: count }, () =>
      this.one(templates[Math.floor(this.#random() * templates.length)] as string, when),
    );
  }
}

function peopleOf(cast: Cast): People | undefined {
  const [analyst] = cast.all('listening_analyst', AGENCY);
  const [first, second] = cast.all('listening_reviewer', AGENCY);
  const [supervisor] = cast.all('listening_supervisor', AGENCY);
  return analyst && first && second && supervisor ? { analyst, reviewers: [first, second], supervisor } : undefined;
}
