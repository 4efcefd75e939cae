import { beforeAll, describe, expect, test } from 'vitest';
import { fileFixture } from '../../tools/test/file-fixture.ts';
import { code, must } from '../../tools/test/test-result.ts';
import { newId, type PersonActor, runOpenLongJob } from '../kernel/index.ts';
import { decideApproval, listApprovals, listWork } from '../work/index.ts';
import {
  askRuleUse,
  askVersionUse,
  dashboard,
  decideAlert,
  decideRelink,
  decideTask,
  deliverAlerts,
  draftRule,
  draftVersion,
  listAlerts,
  listDeadLetters,
  listModels,
  listPipelineVersions,
  listRules,
  listSources,
  observe,
  openAlert,
  openTask,
  publicListening,
  readRelink,
  readRule,
  replayDiff,
  requestRelink,
  requestTrial,
  retryDeadLetters,
  startReplay,
  steerSource,
  unmaskPost,
} from './index.ts';
import { openListeningHome, PHRASES, post, source } from './listening.testing.ts';
import { REPLAY_WORK } from './pipeline/pipeline-store.ts';
import { TRIAL_WORK } from './rules/rule-trials.ts';

const reason = 'the sample spreads';

const home = fileFixture(() => openListeningHome());
let from: string;
beforeAll(async () => {
  from = await source(home);
});

const take = (...posts: ReturnType<typeof post>[]) => observe(home.system(), { sourceId: from, posts });
const day = { from: new Date('2026-11-23T00:00:00Z'), to: new Date('2026-11-24T02:00:00Z') };
/** The last trial of a version, as it stands with its rule. */
const trialOf = async (version: string) =>
  must(await listRules(home.as(home.people.analyst)))
    .flatMap(({ versions }) => versions)
    .find(({ id }) => id === version)?.trial;
/** Asks for a trial and has it done. */
const tried = async (by: PersonActor, version: string, to: Date) => {
  must(await requestTrial(home.as(by), { version, from: day.from, to }));
  await runOpenLongJob(home.system(), { kind: TRIAL_WORK, objectId: version });
};

describe('alerts at the desk', () => {
  test('a person sees an alert masked, confirms it, and it goes where it belongs or says plainly that nobody is there', async () => {
    must(
      await take(
        post(
          `Nhận được tin ${PHRASES.sextortion}, gọi số 0912345678 hoặc viết thư nguoi.mau@thu.example để biết thêm.`,
        ),
      ),
    );
    await home.process();
    const list = must(await listAlerts(home.as(home.people.reviewer)));
    expect(list.rows).toMatchObject([{ label: 'sextortion', severity: 3, state: 'RAISED', posts: 1 }]);
    const id = list.rows[0]?.id as string;
    const opened = must(await openAlert(home.as(home.people.reviewer), { alert: id }));
    expect(opened.masked).toContain(PHRASES.sextortion);
    expect(opened.masked).not.toContain('0912345678');
    expect(opened.masked).not.toContain('nguoi.mau@');
    expect(opened.mayDecide).toBe(true);
    expect(must(await openAlert(home.as(home.people.analyst), { alert: id })).mayDecide).toBe(false);
    const whole = must(await unmaskPost(home.as(home.people.reviewer), { alert: id, reason: 'to-report' }));
    expect(whole.text).toContain('0912345678');
    expect(await home.count("select count(*) from kernel.audit_entry where action = 'listening-post.unmask'")).toBe(1);
    expect(
      await home.count(
        "select count(*) from kernel.audit_entry where body like '%0912345678%' or body like '%thu.example%'",
      ),
    ).toBe(0);

    must(await deliverAlerts(home.system()));
    must(await decideAlert(home.as(home.people.reviewer), { alert: id, decision: 'confirm' }));
    must(await deliverAlerts(home.system()));
    const after = must(await openAlert(home.as(home.people.reviewer), { alert: id }));
    expect(after.deliveries.map(({ recipient, state, reason }) => [recipient, state, reason])).toEqual([
      ['DESK_111', 'DELIVERED', null],
      ['NETWORK', 'DELIVERED', null],
      ['OFFENCES', 'DELIVERED', null],
    ]);
    expect(await decideAlert(home.as(home.people.second), { alert: id, decision: 'confirm' })).toMatchObject({
      ok: false,
      refusal: { code: 'alert.not-found' },
    });
  });

  test('nobody outside listening sees an alert, a task or a source', async () => {
    expect(must(await listAlerts(home.as(home.people.stranger))).rows).toEqual([]);
    expect(must(await listSources(home.as(home.people.stranger)))).toEqual([]);
    expect(await openTask(home.as(home.people.stranger))).toMatchObject({ refusal: { code: 'access.not-permitted' } });
    expect(
      await unmaskPost(home.as(home.people.analyst), { alert: newId<'alert'>(), reason: 'to-report' }),
    ).toMatchObject({
      refusal: { code: 'access.not-permitted' },
    });
  });
});

describe('review', () => {
  test('two decide the same post blind, the text stays masked for the next model, and the agreement is counted', async () => {
    await home.owner.query(
      "insert into listening.tuning select gen_random_uuid(), '2026-06-01', soft_limit, hard_limit, 1, 1, margin, open_most, 'thử', 'test' from listening.tuning limit 1",
    );
    await home.owner.query("update listening.review_task set state = 'EXPIRED'");
    const posts = Array.from({ length: 22 }, (_, at) =>
      post(
        `Bài viết số ${at} kể về một ngày đi chợ quê, điện thoại 09123456${String(at + 10)}, rất vui và rất dài ${'x'.repeat(at)}.`,
      ),
    );
    must(await take(...posts));
    await home.process();
    await home.owner.query("delete from listening.tuning where set_by = 'test'");
    await home.owner.query('update work.exposure_limit set items_run = 100, items_shift = 200');
    for (const reviewer of [home.people.reviewer, home.people.second]) {
      for (let at = 0; at < 22; at += 1) {
        const view = must(await openTask(home.as(reviewer)));
        const task = view.task;
        expect(task?.stratum).toBe('random');
        expect(task?.masked).not.toMatch(/09123456/);
        // In the audit the machine's opinion is not shown.
        expect(task?.signals).toEqual([]);
        const labels = at % 2 === 0 ? (['toxic.insult'] as const) : [];
        must(await decideTask(home.as(reviewer), { task: task?.task as string, labels }));
        if (reviewer === home.people.reviewer && at === 0)
          expect(await home.count('select count(*) from listening.label_decision where sealed', [])).toBe(1);
      }
    }
    expect(await home.count('select count(*) from listening.label_decision where sealed')).toBe(0);
    expect(await home.count("select count(*) from listening.review_task where state = 'DONE'")).toBe(22);
    const { kappa } = must(await openTask(home.as(home.people.reviewer)));
    expect(kappa?.pairs).toBe(22);
    expect(kappa?.value).toBeGreaterThan(-1);
    expect(await home.count('select count(*) from listening.training_text')).toBe(22);
    expect(await home.count('select count(*) from work.exposure')).toBe(2);
  });

  test('the budget of a shift stops a reviewer', async () => {
    await home.owner.query('update work.exposure_limit set items_run = 1');
    must(await take(post('Thêm một bài để thẩm định về chuyện học hành thi cử cuối năm.')));
    await home.process();
    await home.owner.query(
      "insert into listening.review_task (id, observation_id, cluster_id, source_id, stratum, score, wanted, place, state, created_at) select gen_random_uuid(), id, cluster_id, source_id, 'margin', 0.5, 1, 0, 'OPEN', now() from listening.observation where processed_at is not null and cluster_id is not null and id not in (select observation_id from listening.review_task) order by observed_at desc limit 3",
    );
    const supervisor = home.as(home.people.supervisor);
    const first = must(await openTask(supervisor));
    expect(first.task).not.toBeNull();
    must(await decideTask(supervisor, { task: first.task?.task as string, labels: [] }));
    const second = must(await openTask(supervisor));
    expect(second.task).toBeNull();
    expect(second.standing.state).toBe('break');
    await home.owner.query('update work.exposure_limit set items_run = 100');
  });
});

describe('rules', () => {
  const definition = {
    view: 'stripped',
    any: [' mua ve tau ', ' ve xe tet '],
    all: [],
    none: [],
    score: 0.9,
  } as const;

  test('are sealed, bounded and tried on history before somebody else puts them into use', async () => {
    const analyst = home.as(home.people.analyst);
    must(
      await take(
        ...Array.from({ length: 3 }, (_, at) =>
          post(`Bạn nào cần mua vé tàu về quê thì liên hệ sớm kẻo hết chỗ, lượt ${'a'.repeat(at)}.`),
        ),
      ),
    );
    await home.process();
    const alerts = await home.count('select count(*) from listening.alert');
    const draft = must(
      await draftRule(analyst, {
        code: 'scam.ticket',
        nameVi: 'Vé giả',
        nameEn: 'False tickets',
        label: 'scam.child_targeted',
        severity: 2,
        definition,
      }),
    );
    expect(
      await home.count("select count(*) from listening.rule_version where sealed_definition::text like '%mua ve%'"),
    ).toBe(0);
    expect(must(await readRule(analyst, { version: draft.id })).any).toEqual(definition.any);
    expect(await askRuleUse(analyst, { version: draft.id, reason })).toMatchObject({
      refusal: { code: 'rule.not-tried' },
    });
    const asked = must(await requestTrial(analyst, { version: draft.id, ...day }));
    // While it goes on, asking again is the same trial, and it does not count yet.
    expect(must(await requestTrial(analyst, { version: draft.id, ...day }))).toEqual(asked);
    expect(await trialOf(draft.id)).toMatchObject({ finishedAt: null, lookedAt: 0, matched: 0 });
    expect(await askRuleUse(analyst, { version: draft.id, reason })).toMatchObject({
      refusal: { code: 'rule.not-tried' },
    });
    await runOpenLongJob(home.system(), { kind: TRIAL_WORK, objectId: draft.id });
    expect(await trialOf(draft.id)).toMatchObject({ finishedAt: expect.any(String), matched: 0 });
    home.clock.advance(1_000);
    const until = home.clock.now();
    await tried(home.people.analyst, draft.id, until);
    expect(await trialOf(draft.id)).toMatchObject({
      total: expect.any(Number),
      gained: [{ label: 'scam.child_targeted', posts: 3 }],
      lost: [],
      matched: 3,
      clusters: 1,
      alertsGained: 1,
      alertsLost: 0,
      withoutText: 0,
    });
    expect(await home.count('select count(*) from listening.alert')).toBe(alerts);
    expect(code(await askRuleUse(analyst, { version: draft.id, reason: ' ' }))).toBe('approval.reason-missing');
    const { approval } = must(await askRuleUse(analyst, { version: draft.id, reason }));
    const read = must(await listApprovals(home.as(home.people.supervisor))).find((one) => one.id === approval);
    expect(read).toMatchObject({ reason, mayDecide: true });
    expect(await askRuleUse(home.as(home.people.supervisor), { version: draft.id, reason })).toMatchObject({
      refusal: { code: 'approval.waits-already' },
    });
    // Neither the asker nor somebody without the right.
    for (const who of [home.people.analyst, home.people.reviewer])
      expect(await decideApproval(home.as(who), { approval, decision: 'APPROVED' })).toMatchObject({
        refusal: { code: 'approval.not-yours-to-decide' },
      });
    const waits = must(await listWork(home.as(home.people.supervisor), { kind: 'approval' })).rows;
    expect(waits).toMatchObject([
      { mine: true, facts: { approval: 'listening-rule', rule: 'scam.ticket', version: 1 }, band: 'my-turn' },
    ]);
    must(await decideApproval(home.as(home.people.supervisor), { approval, decision: 'APPROVED' }));
    must(await take(post('Ai muốn mua vé tàu về quê dịp này thì nhắn riêng cho mình, còn vài chỗ cuối cùng.')));
    await home.process();
    expect(await home.count("select count(*) from listening.alert where label = 'scam.child_targeted'")).toBe(1);
    const rules = must(await listRules(analyst));
    expect(rules.find((rule) => rule.code === 'scam.ticket')?.versions).toMatchObject([{ state: 'LIVE', patterns: 2 }]);
  });

  test('one that would backtrack for ever runs in linear time; one that finds everything is refused', async () => {
    const supervisor = home.as(home.people.supervisor);
    const rule = { code: 'evil.rule', nameVi: 'Mẫu', nameEn: 'Sample', label: 'toxic.insult', severity: 1 } as const;
    must(await draftRule(supervisor, { ...rule, definition: { ...definition, any: ['(a+)+b', '(?:x?){50}z9z'] } }));
    for (const any of [[''], ['.*'], ['(?=a)b'], ['(a)\\1'], ['x'.repeat(401)], ['(((']])
      expect(await draftRule(supervisor, { ...rule, definition: { ...definition, any } })).toMatchObject({ ok: false });
    const [draft] = must(await listRules(supervisor)).find((one) => one.code === 'evil.rule')?.versions ?? [];
    if (!draft) throw new Error('the draft is gone');
    must(await take(post('a'.repeat(15_000))));
    await home.process();
    await tried(home.people.supervisor, draft.id, home.clock.now());
    expect((await trialOf(draft.id))?.matched).toBe(0);
    const { approval } = must(await askRuleUse(supervisor, { version: draft.id, reason }));
    expect(await decideApproval(supervisor, { approval, decision: 'APPROVED' })).toMatchObject({
      refusal: { code: 'approval.not-yours-to-decide' },
    });
    must(await decideApproval(supervisor, { approval, decision: 'WITHDRAWN' }));
  });
});

describe('replay', () => {
  test('of the live version raises nothing twice; a candidate shows what it would change before it is promoted', async () => {
    home.clock.advance(1_000);
    const period = { from: day.from, to: home.clock.now() };
    const analyst = home.as(home.people.analyst);
    const alerts = await home.count('select count(*) from listening.alert');
    const counted = await home.count("select sum(n) from listening.statistic_hour where label = '*'");
    const same = must(await startReplay(analyst, { ...period, effects: true }));
    await runOpenLongJob(home.system(), { kind: REPLAY_WORK, objectId: same.id });
    await home.process();
    expect(await home.count('select count(*) from listening.alert')).toBe(alerts + 1);
    // The three posts that came before the ticket rule did are the one alert that was never raised.
    expect(await home.count("select count(*) from listening.alert where label = 'scam.child_targeted'")).toBe(2);
    const again = must(await startReplay(analyst, { ...period, effects: true }));
    await runOpenLongJob(home.system(), { kind: REPLAY_WORK, objectId: again.id });
    await home.process();
    expect(await home.count('select count(*) from listening.alert')).toBe(alerts + 1);
    expect(await home.count("select sum(n) from listening.statistic_hour where label = '*'")).toBe(counted);

    const without = must(await listRules(analyst)).flatMap((rule) =>
      rule.code === 'sextortion.placeholder'
        ? []
        : rule.versions.filter((version) => version.state === 'LIVE').map(({ id }) => id),
    );
    const candidate = must(await draftVersion(analyst, { ruleVersions: without }));
    expect(await askVersionUse(analyst, { version: candidate.id, reason })).toMatchObject({
      refusal: { code: 'pipeline.not-compared' },
    });
    const replay = must(await startReplay(analyst, { version: candidate.id, ...period }));
    await runOpenLongJob(home.system(), { kind: REPLAY_WORK, objectId: replay.id });
    await home.process();
    const diff = must(await replayDiff(analyst, { replay: replay.id }));
    expect(diff.replay.finishedAt).not.toBeNull();
    expect(diff.lost).toMatchObject([{ label: 'sextortion', severity: 3 }]);
    expect(await home.count('select count(*) from listening.alert')).toBe(alerts + 1);
    expect(code(await askVersionUse(analyst, { version: candidate.id, reason: '' }))).toBe('approval.reason-missing');
    const { approval } = must(await askVersionUse(analyst, { version: candidate.id, reason }));
    // What was asked for, and nothing else in its place.
    const lower = 'update listening.pipeline_version set thresholds = $2 where id = $1';
    await home.owner.query(lower, [candidate.id, { 'toxic.insult': 0.1 }]);
    const approve = () => decideApproval(home.as(home.people.supervisor), { approval, decision: 'APPROVED' });
    expect(await approve()).toMatchObject({ refusal: { code: 'approval.content-changed' } });
    await home.owner.query(lower, [candidate.id, {}]);
    must(await approve());
    expect(await approve()).toMatchObject({ refusal: { code: 'approval.unknown' } });
    const versions = must(await listPipelineVersions(analyst));
    expect(versions.filter((version) => version.state === 'LIVE')).toMatchObject([{ number: candidate.number }]);
    expect(must(await listModels(analyst))).toBeInstanceOf(Array);
  });
});

describe('dead letters', () => {
  test('a post that cannot be opened is tried five times, put aside with a code, and tried again at a click', async () => {
    must(await take(post('Bài này sẽ không mở được vì khóa bị hỏng khi thử.')));
    await home.owner.query(
      "update listening.observation_text set sealed_text = '\\x00' where observation_id = (select observation_id from listening.queue limit 1)",
    );
    for (let tries = 0; tries < 5; tries += 1) {
      await home.process();
      home.clock.advance(10 * 60_000);
    }
    const letters = must(await listDeadLetters(home.as(home.people.analyst)));
    expect(letters).toMatchObject([{ reason: 'open', attempts: 5, stage: 'text', retryable: true }]);
    must(await retryDeadLetters(home.as(home.people.analyst), { letters: letters.map(({ id }) => id) }));
    expect(await home.count('select count(*) from listening.queue')).toBe(1);
    expect(must(await listDeadLetters(home.as(home.people.analyst)))).toEqual([]);
    await home.owner.query('delete from listening.queue');
  });
});

describe('joining pseudonyms', () => {
  test('is for a case, asked by one and allowed by another, and shows codes alone', async () => {
    const one = post('Bài đầu của một người viết trong quý này.', { author: 'người-cần-nối' });
    must(await take(one));
    const reviewer = home.as(home.people.reviewer);
    const asked = must(
      await requestRelink(reviewer, {
        caseId: newId<'case'>(),
        source: from,
        author: 'người-cần-nối',
        reason: 'police-request',
      }),
    );
    expect(await readRelink(reviewer, { relink: asked.id })).toMatchObject({ ok: false });
    expect(await decideRelink(reviewer, { relink: asked.id, decision: 'approve' })).toMatchObject({ ok: false });
    must(await decideRelink(home.as(home.people.supervisor), { relink: asked.id, decision: 'approve' }));
    expect(must(await readRelink(reviewer, { relink: asked.id }))).toHaveLength(1);
    expect(await readRelink(home.as(home.people.second), { relink: asked.id })).toMatchObject({ ok: false });
    const { rows } = await home.owner.query('select to_jsonb(relink)::text as text from listening.relink');
    expect(rows[0].text).not.toContain('người-cần-nối');
    await home.process();
  });
});

describe('the dashboard', () => {
  test('tells counts from ten on, the queue, open alerts and campaigns', async () => {
    const view = must(await dashboard(home.as(home.people.supervisor)));
    expect(view.posts).toBeGreaterThan(20);
    expect(view.queue).toMatchObject({ state: 'free', deadLetters: 0 });
    expect(view.byLabel.find(({ label }) => label === 'sextortion')?.n).toBeNull();
    const open = must(await publicListening(home.as({ kind: 'anonymous' })));
    expect(open.sources).toEqual([{ kind: 'push', purposeCode: 'CHILD_SAFETY', legalBasis: 'Văn bản mẫu số 1' }]);
    expect(open.alertsLast30Days).toBeNull();
  });

  test('a source that drifted runs again only by the hand of whoever answers for it', async () => {
    await home.owner.query("update listening.source set state = 'DRIFTED' where id = $1", [from]);
    expect(await steerSource(home.as(home.people.analyst), { source: from, act: 'run' })).toMatchObject({ ok: false });
    must(await steerSource(home.as(home.people.supervisor), { source: from, act: 'run' }));
  });
});
