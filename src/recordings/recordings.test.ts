import { beforeAll, describe, expect, test } from 'vitest';
import { drawTone } from '../../tools/test/draw-tone.ts';
import { fileFixture } from '../../tools/test/file-fixture.ts';
import { openTestKernel } from '../../tools/test/test-kernel.ts';
import { testPerson } from '../../tools/test/test-person.ts';
import { code, must } from '../../tools/test/test-result.ts';
import { anonymous, type Ctx, type PersonActor } from '../kernel/index.ts';
import { type SpokenScreen, spokenScreen } from '../vocabulary/index.ts';
import { listenToRecording, listRecordings, playRecording, putRecording, voiceOf, withdrawRecording } from './index.ts';

const home = fileFixture(() => openTestKernel());
let operator: PersonActor;
const tone = drawTone({ seconds: 6, as: 'mp3' });

beforeAll(async () => {
  operator = testPerson('sysadmin', 'MOH', { steppedUpUntil: new Date(home.clock.now().getTime() + 300_000) });
});

const as = (actor = operator): Ctx => home.context(actor);
const child = () => home.context(anonymous);
const scriptOf = (screen: SpokenScreen) => spokenScreen.get(screen).script;
const put = (screen: SpokenScreen, bytes = tone, actor = operator) =>
  putRecording(as(actor), { screen, script: scriptOf(screen), bytes, agreed: true });

async function audited(): Promise<{ action: string; outcome: string; codes: Record<string, unknown> }[]> {
  const { rows } = await home.owner.query(
    "select action, outcome, body from kernel.audit_entry where action like 'recording.%' order by at, sequence",
  );
  return rows.map(({ action, outcome, body }) => ({ action, outcome, codes: JSON.parse(body).codes ?? {} }));
}

describe('a recording', () => {
  test('is put, heard by everybody, replaced and withdrawn; each act is audited', async () => {
    expect(await voiceOf(child(), 'FEELING')).toBeUndefined();
    const first = must(await put('FEELING'));
    const voice = await voiceOf(child(), 'FEELING');
    expect(voice).toMatchObject({ id: first.id, mediaType: 'audio/mpeg' });
    const sound = must(await playRecording(child(), { recording: first.id }));
    expect(sound.bytes.length).toBeGreaterThan(20_000);
    expect(tone.includes(sound.bytes)).toBe(true);

    const second = must(await put('FEELING', drawTone({ seconds: 4, as: 'm4a' })));
    expect(await voiceOf(child(), 'FEELING')).toMatchObject({ id: second.id, mediaType: 'audio/mp4' });
    expect(code(await playRecording(child(), { recording: first.id }))).toBe('record.not-found');

    must(await withdrawRecording(as(), { recording: second.id }));
    expect(await voiceOf(child(), 'FEELING')).toBeUndefined();
    expect(code(await playRecording(child(), { recording: second.id }))).toBe('record.not-found');
    expect(code(await withdrawRecording(as(), { recording: second.id }))).toBe('record.not-found');

    const acts = (await audited()).filter(({ outcome }) => outcome === 'allowed');
    expect(acts.map(({ action }) => action)).toEqual(['recording.put', 'recording.put', 'recording.withdraw']);
    expect(acts[0]?.codes).toMatchObject({ screen: 'FEELING', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(acts[1]?.codes).toMatchObject({ replaces: first.id });
    const { rows } = await home.owner.query(
      "select count(*)::int as kept from kernel.evidence_file where object_kind = 'recording' and removed_at is null",
    );
    expect(rows[0].kept).toBe(0);
  });

  test('whose script has changed since is out of date: told on the desk, and not played', async () => {
    const { id } = must(await put('SETTING'));
    await home.owner.query('update recordings.recording set script_digest = sha256($1) where id = $2', ['before', id]);
    expect(await voiceOf(child(), 'SETTING')).toBeUndefined();
    expect(code(await playRecording(child(), { recording: id }))).toBe('record.not-found');
    const screens = must(await listRecordings(as()));
    expect(screens.find(({ screen }) => screen === 'SETTING')?.state).toBe('out-of-date');
    expect(must(await listenToRecording(as(), { recording: id })).bytes.length).toBeGreaterThan(0);
    must(await put('SETTING'));
    expect(must(await listRecordings(as())).find(({ screen }) => screen === 'SETTING')?.state).toBe('played');
  });

  test('is asked for on every screen of the band, in their order', async () => {
    const screens = must(await listRecordings(as()));
    expect(screens.map(({ screen }) => screen)).toEqual([...spokenScreen.codes]);
    expect(screens.find(({ screen }) => screen === 'DONE')).toMatchObject({ state: 'none', script: scriptOf('DONE') });
  });

  test('is refused where it is none, too large, too long, or of a script that was changed meanwhile', async () => {
    expect(code(await put('DOER', Buffer.from('xin chào')))).toBe('recording.not-audio');
    expect(code(await put('DOER', Buffer.alloc(300 * 1024)))).toBe('recording.too-large');
    expect(code(await put('DOER', drawTone({ seconds: 1, as: 'mp3' })))).toBe('recording.length-wrong');
    expect(code(await put('DOER', drawTone({ seconds: 31, as: 'mp3' })))).toBe('recording.length-wrong');
    expect(code(await put('DOER', Buffer.concat([tone, Buffer.alloc(2_000, 9)])))).toBe('recording.damaged');
    const old = { screen: 'DOER', script: 'Ai làm em buồn?', bytes: tone, agreed: true };
    expect(code(await putRecording(as(), old))).toBe('recording.script-changed');
    expect(code(await putRecording(as(), { ...old, screen: 'constructor' }))).toBe('recording.screen-unknown');
    const unasked = { screen: 'DOER', script: scriptOf('DOER'), bytes: tone, agreed: false };
    expect(code(await putRecording(as(), unasked))).toBe('recording.not-agreed');
    expect(await voiceOf(child(), 'DOER')).toBeUndefined();
  });

  test('two at once leave one', async () => {
    const both = await Promise.all([put('SAFE'), put('SAFE')]);
    expect(both.map(code)).toEqual(['accepted', 'accepted']);
    const { rows } = await home.owner.query(
      "select count(*)::int as kept from recordings.recording where screen = 'SAFE' and withdrawn_at is null",
    );
    expect(rows[0].kept).toBe(1);
  });
});

describe('who may', () => {
  test('put needs a fresh proof; others see and do nothing, and trying is audited', async () => {
    const { id } = must(await put('STORY'));
    const { steppedUpUntil: _, ...stale } = operator;
    expect(code(await put('STORY', tone, stale))).toBe('access.step-up-needed');
    for (const role of ['111_counsellor', 'content_analyst', 'agency_admin']) {
      const other = testPerson(role, 'C111', { steppedUpUntil: operator.steppedUpUntil as Date });
      expect(code(await put('STORY', tone, other))).toBe('access.not-permitted');
      expect(code(await withdrawRecording(as(other), { recording: id }))).toBe('record.not-found');
      expect(code(await listenToRecording(as(other), { recording: id }))).toBe('record.not-found');
      expect(must(await listRecordings(as(other))).every(({ state }) => state === 'none')).toBe(true);
    }
    expect(code(await listenToRecording(child(), { recording: id }))).toBe('record.not-found');
    expect(
      code(await putRecording(child(), { screen: 'STORY', script: scriptOf('STORY'), bytes: tone, agreed: true })),
    ).toBe('access.not-permitted');
    const refusals = (await audited()).filter(({ outcome }) => outcome === 'refused').map(({ action }) => action);
    expect(refusals.filter((action) => action === 'recording.put').length).toBe(4);
    expect(refusals.filter((action) => action === 'recording.withdraw').length).toBeGreaterThanOrEqual(3);
    // A supervisor of 111 answers for what 111 says.
    const supervisor = testPerson('111_supervisor', 'C111', { steppedUpUntil: operator.steppedUpUntil as Date });
    expect(code(await put('STORY', tone, supervisor))).toBe('accepted');
  });

  test('what lies in the store says nothing: the bytes are sealed, and a changed one is not played', async () => {
    const { id } = must(await put('REVIEW'));
    const file = (await home.owner.query('select file from recordings.recording where id = $1', [id])).rows[0].file;
    const kept = (await home.kernel.evidence.get(file)) as Buffer;
    expect(kept.includes(tone.subarray(400, 440))).toBe(false);
    await home.kernel.evidence.remove(file);
    kept[kept.length - 1] = (kept.at(-1) as number) ^ 1;
    await home.kernel.evidence.put(file, kept);
    expect(code(await playRecording(child(), { recording: id }))).toBe('evidence.damaged');
  });
});

test('every script is spoken Vietnamese: whole sentences, numbers in words, no more than a child listens to', () => {
  for (const { script, code } of spokenScreen.terms) {
    expect(script, code).toMatch(/^\p{Lu}.*[.?]$/u);
    expect(script, code).not.toMatch(/[\d/()“”–•]/u);
    // Slow speech to a child is about three syllables a second.
    expect(script.split(/\s+/).length, code).toBeLessThanOrEqual(45);
    expect(script, code).toContain('em');
  }
});
