import { describe, expect, test } from 'vitest';
import { fileFixture } from '../../tools/test/file-fixture.ts';
import { must } from '../../tools/test/test-result.ts';
import { runOpenLongJob } from '../kernel/index.ts';
import { listRelinks } from './alerts/list-relinks.ts';
import { decideRelink, requestRelink } from './alerts/relink.ts';
import { openListeningHome, person, source } from './listening.testing.ts';
import { requestTraining, stopTraining, trainingStatus, trainingWork } from './models/training-runs.ts';
import { importPart } from './posts/import-part.ts';
import { checkRule } from './rules/check-rule.ts';
import type { RuleDefinition } from './rules/rule.ts';
import { listSources } from './sources/list-sources.ts';
import { steerSource } from './sources/steer-source.ts';

const home = fileFixture(() => openListeningHome());

const line = (id: string) =>
  JSON.stringify({ id, at: '2026-11-24T08:00:00+07:00', text: `Bài mẫu số ${id} nói về thời tiết hôm nay.` });
const bytes = (...lines: string[]) => Buffer.from(lines.join('\n'), 'utf8');

describe('a part of a file', () => {
  test('is taken by hand; bad lines are told by their number in the file; sent again it is known', async () => {
    const file = await source(home, { kind: 'import', name: 'Tệp mẫu' });
    const analyst = home.as(home.people.analyst);
    const part = { source: file, bytes: bytes(line('a'), '', 'không phải JSON', line('b')), from: 11 };
    const taken = must(await importPart(analyst, part));
    expect(taken).toMatchObject({ lines: 3, accepted: 2, faulty: 1, faults: [{ line: 13, reason: 'not-json' }] });
    expect(must(await importPart(analyst, part))).toMatchObject({ accepted: 0, known: 2 });
  });

  test('is refused from another agency, for another kind, and while the source is paused', async () => {
    const file = await source(home, { kind: 'import', name: 'Tệp thứ hai' });
    const push = await source(home, { name: 'Nguồn gửi' });
    const part = { bytes: bytes(line('c')), from: 1 };
    const elsewhere = home.as(person('listening_analyst', 'C111'));
    expect(await importPart(elsewhere, { source: file, ...part })).toMatchObject({
      refusal: { code: 'listening-source.not-found' },
    });
    const analyst = home.as(home.people.analyst);
    expect(await importPart(analyst, { source: push, ...part })).toMatchObject({
      refusal: { code: 'source.not-yours' },
    });
    must(await steerSource(analyst, { source: file, act: 'pause' }));
    expect(await importPart(analyst, { source: file, ...part })).toMatchObject({
      refusal: { code: 'listening-source.not-running' },
    });
  });
});

test('a source says who may change it and who may let it run', async () => {
  const id = await source(home, { name: 'Nguồn để xem' });
  const may = async (actor: (typeof home.people)['analyst']) => {
    const found = must(await listSources(home.as(actor))).find((one) => one.id === id);
    return [found?.mayManage, found?.mayResume];
  };
  await home.owner.query("update listening.source set state = 'DRIFTED' where id = $1", [id]);
  expect(await may(home.people.analyst)).toEqual([true, false]);
  expect(await may(home.people.supervisor)).toEqual([true, true]);
  expect(await may(home.people.reviewer)).toEqual([false, false]);
});

describe('joinings of pseudonyms', () => {
  test('who asked reads, another decides, a third person of the review sees nothing of it', async () => {
    const at = await source(home, { name: 'Nguồn có người viết' });
    const asked = must(
      await requestRelink(home.as(home.people.reviewer), {
        caseId: '01990000-0000-7000-8000-0000000000aa',
        source: at,
        author: 'tài-khoản-mẫu',
        reason: 'child-in-danger',
      }),
    );
    const seen = async (actor: (typeof home.people)['reviewer']) =>
      must(await listRelinks(home.as(actor))).find((one) => one.id === asked.id);
    expect(await seen(home.people.reviewer)).toMatchObject({ state: 'REQUESTED', mayDecide: false, mayRead: false });
    expect(await seen(home.people.supervisor)).toMatchObject({ mayDecide: true, mayRead: false });
    expect(await seen(home.people.second)).toBeUndefined();
    must(await decideRelink(home.as(home.people.supervisor), { relink: asked.id, decision: 'approve' }));
    expect(await seen(home.people.reviewer)).toMatchObject({ state: 'APPROVED', mayRead: true });
    expect(JSON.stringify(await seen(home.people.reviewer))).not.toContain('tài-khoản-mẫu');
    const now = home.clock.now();
    home.clock.set('2026-11-28T02:00:00Z');
    expect(await seen(home.people.reviewer)).toMatchObject({ state: 'EXPIRED', mayRead: false });
    home.clock.set(now);
  });
});

test('a training that was refused says so, and one that waits is not asked for twice', async () => {
  const analyst = home.as(home.people.analyst);
  const { run } = must(await requestTraining(analyst));
  expect(must(await requestTraining(analyst)).run).toBe(run);
  expect(must(await trainingStatus(analyst)).runs).toMatchObject([{ id: run, state: 'WAITING', refusal: null }]);
  await runOpenLongJob(home.system(), { kind: trainingWork.kind, objectId: 'decisions' });
  const after = must(await trainingStatus(home.as(home.people.dpo)));
  expect(after.runs).toMatchObject([{ id: run, state: 'REFUSED', outcome: {}, refusal: 'model.too-few-labels' }]);
  expect(after.rows).toBeLessThan(after.least);
  home.clock.advance(1_000);
  const again = home.as(home.people.analyst);
  expect(must(await requestTraining(again)).run).not.toBe(run);
  must(await stopTraining(again));
  expect(must(await trainingStatus(again)).runs[0]).toMatchObject({ state: 'CANCELLED' });
});

describe('checking a rule while it is written', () => {
  const rule = (change: Partial<RuleDefinition>): RuleDefinition => ({
    view: 'stripped',
    any: [' nap the '],
    all: [],
    none: [],
    score: 0.8,
    ...change,
  });

  test('tells how a sentence is read, whether it matches, and by which patterns', () => {
    const check = checkRule({ definition: rule({ none: [' canh bao '] }), sample: 'Nạp thẻ, nhận quà!' });
    expect(must(check)).toEqual({ read: 'nap the nhan qua', hit: true, found: [{ clause: 'any', at: 0 }] });
    const warned = must(checkRule({ definition: rule({ none: [' canh bao '] }), sample: 'Cảnh báo: nạp thẻ là lừa' }));
    expect(warned).toMatchObject({ hit: false, found: [{ clause: 'any' }, { clause: 'none' }] });
  });

  test('names the pattern that cannot be used; without a sentence it only checks', () => {
    expect(checkRule({ definition: rule({ all: ['(a'] }) })).toMatchObject({
      refusal: { code: 'rule.pattern-invalid', field: 'all.0' },
    });
    expect(must(checkRule({ definition: rule({}) }))).toEqual({ read: null, hit: false, found: [] });
  });
});
