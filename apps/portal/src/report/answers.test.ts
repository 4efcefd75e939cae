import { expect, test } from 'vitest';
import { readReport } from '../../../../src/intake/index.ts';
import {
  type Answers,
  placeOf,
  readStep,
  type Step,
  skipStep,
  standing,
  stepAfter,
  stepAfterSkip,
  stepBefore,
  toReport,
  withoutControls,
} from './answers.ts';
import { childTellers, otherTellers, type Teller } from './teller.ts';

const now = new Date('2026-11-24T02:00:00Z');

function walk(answers: Answers): Step[] {
  const steps: Step[] = ['who'];
  while (steps.at(-1) !== 'review' && steps.length < 50) steps.push(stepAfter(steps.at(-1) as Step, answers));
  return steps;
}

const full: Answers = {
  safe: 'no',
  story: 'Chuyện thử',
  places: [{ kind: 'ZALO', phone: '0912 345 678' }, { kind: 'UNKNOWN' }],
  words: 'tối qua',
  from: '2026-11-20',
  still: 'yes',
  province: '96',
  childAge: 'A9_11',
  childSex: 'F',
  wishes: ['PHONE_HOURS'],
  phone: '0987 654 321',
  hours: 'sau 4 giờ chiều',
  name: 'Người thử nghiệm',
  organisation: 'Trường thử nghiệm',
};

test('a first reader points at pictures, an adult is asked eight things, and danger is asked apart from a feeling', () => {
  expect(walk({ teller: '6-8' })).toEqual(['who', 'feeling', 'safe', 'setting', 'doer', 'story', 'review']);
  expect(walk({ teller: '6-8', feeling: 'SCARED' })).not.toContain('danger');
  expect(toReport({ teller: '6-8', feeling: 'SCARED', safe: 'yes' })).toMatchObject({ danger: { now: 'no' } });
  expect(toReport({ teller: '6-8', feeling: 'SCARED' })).not.toHaveProperty('danger');
  expect(walk({ ...full, teller: '6-8' })).toContain('danger');
  expect(walk({ ...full, teller: 'ba-me' })).toEqual([
    'who',
    'safe',
    'danger',
    'story',
    'places',
    'place-0',
    'when',
    'province',
    'commune',
    'child',
    'contact',
    'details',
    'review',
  ]);
  expect(placeOf('danger', { ...full, teller: 'ba-me' })).toEqual({ step: 1, of: 8 });
  expect(placeOf('review', { teller: '9-12' })).toEqual({ step: 7, of: 7 });
});

test('Back undoes Next everywhere', () => {
  for (const teller of [...childTellers, ...otherTellers]) {
    const steps = walk({ ...full, teller });
    for (const [at, step] of steps.entries())
      expect(stepBefore(step, { ...full, teller })).toBe(at === 0 ? undefined : steps[at - 1]);
  }
});

test('a step that is mended leads back to the review, by way of the pages that hang on it', () => {
  const answers: Answers = { ...full, teller: '13-15', reviewed: true };
  expect(stepAfter('story', answers)).toBe('review');
  expect(stepAfter('province', answers)).toBe('commune');
  expect(stepAfter('commune', answers)).toBe('review');
  expect(stepBefore('when', answers)).toBe('review');
  expect(standing('place-7', answers)).toBe('review');
});

test('what each teller answers is a report that the intake takes, and nothing that was not asked goes along', () => {
  for (const teller of [...childTellers, ...otherTellers, 'khac' as Teller]) {
    const read = readReport(toReport({ ...full, teller }), 'vi', now);
    expect(read.ok ? undefined : [teller, read.refusal.code, read.refusal.field]).toBeUndefined();
  }
  expect(toReport({ ...full, teller: '6-8' })).toEqual({
    reporter: { kind: 'child', band: 'B6_8' },
    narrative: 'Chuyện thử',
    danger: { now: 'yes' },
  });
  // Who cannot write yet has told all the same.
  const pointed = toReport({ teller: '6-8', feeling: 'SCARED', setting: 'VIDEO', doer: 'NOBODY' });
  expect(pointed).toMatchObject({
    narrative: 'Em chỉ vào hình, không viết: Sợ · Khi xem phim, video · Không ai cả.',
    childSays: { feeling: 'SCARED', place: 'VIDEO', who: 'NOBODY' },
  });
  expect(readReport(pointed, 'vi', now).ok).toBe(true);
  // The number of an earlier wish does not go along with a wish that needs none.
  const quiet = toReport({ ...full, teller: '13-15', wishes: ['REPLY_HERE'] });
  expect(JSON.stringify(quiet)).not.toContain('0987');
  expect(quiet.safeContact).toEqual({ wishes: ['REPLY_HERE'] });
  expect(quiet.child).toBeUndefined();
});

test('a day is taken as people write it; what is no day stays to be mended, and is refused', () => {
  const when = (from: string) => {
    const form = new FormData();
    form.set('from', from);
    return readStep('when', form, { ...full, teller: 'ba-me' });
  };
  for (const written of ['20/11/2026', '20-11-2026', '20112026', '2026-11-20'])
    expect([written, when(written).from]).toEqual([written, '2026-11-20']);
  for (const written of ['30/02/2026', '11/27/2026', 'hôm qua']) {
    expect(when(written).from).toBe(written);
    const read = readReport(toReport(when(written)), 'vi', now);
    expect(read.ok ? written : [read.refusal.code, read.refusal.field]).toEqual([
      'report.time-impossible',
      'happenedAt.from',
    ]);
  }
});

test('mending the places keeps what was told of those that stay', () => {
  const form = new FormData();
  for (const kind of ['ROBLOX', 'ZALO']) form.append('places', kind);
  expect(readStep('places', form, { ...full, teller: '9-12' }).places).toEqual([
    { kind: 'ROBLOX' },
    { kind: 'ZALO', phone: '0912 345 678' },
  ]);
});

test('another province forgets the commune; skipping the number gives up the wishes that need one', () => {
  const form = new FormData();
  form.set('province', '01');
  expect(readStep('province', form, { ...full, commune: '31825' }).commune).toBeUndefined();
  const skipped = skipStep('details', { ...full, wishes: ['REPLY_HERE', 'SAY_OTHER'] });
  expect(skipped).toMatchObject({ wishes: ['REPLY_HERE'] });
  expect(skipped.phone).toBeUndefined();
});

test('a step that is skipped leads on, never back to the first', () => {
  for (const teller of [...childTellers, ...otherTellers]) {
    const answers = { ...full, teller };
    const steps = walk(answers);
    for (const [at, step] of steps.slice(1, -1).entries()) {
      const next = stepAfterSkip(step, answers, skipStep(step, answers));
      expect([teller, step, steps.indexOf(next) > at + 1]).toEqual([teller, step, true]);
    }
  }
});

test('characters that nobody typed are taken out, letters and lines stay', () => {
  const cleaned = withoutControls({
    story: 'Trước\u0000 sau\r\nễ 😀\ud800',
    places: [{ kind: 'OTHER', account: 'a\u0007b' }],
  });
  expect(cleaned).toEqual({ story: 'Trước sau\nễ 😀', places: [{ kind: 'OTHER', account: 'ab' }] });
});
