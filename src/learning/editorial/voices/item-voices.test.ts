import { describe, expect, test } from 'vitest';
import { drawTone } from '../../../../tools/test/draw-tone.ts';
import { fileFixture } from '../../../../tools/test/file-fixture.ts';
import { testPerson } from '../../../../tools/test/test-person.ts';
import { code, must } from '../../../../tools/test/test-result.ts';
import { anonymous } from '../../../kernel/index.ts';
import { listenToSpokenText } from '../../../recordings/index.ts';
import { aCard, openLearningHome } from '../../learning.testing.ts';
import { playItemVoice, publishedVoices } from '../../library/published-voices.ts';
import { houseContent } from '../house-content.ts';
import { itemDetail } from '../item-detail.ts';
import { publishItem } from '../publish-item.ts';
import { publishedItems } from '../published-items.ts';
import { saveVersion } from '../save-version.ts';
import { takeInWritten } from '../take-in-written.ts';
import { listItemVoices } from './list-item-voices.ts';
import { type PutItemVoice, putItemVoice } from './put-item-voice.ts';
import { spokenParts } from './spoken-parts.ts';

const home = fileFixture(() => openLearningHome('2026-12-01T02:00:00Z'));
const writer = () => home.as(home.people.writer);
/** Somebody who has just proven themselves. */
const speaker = () =>
  home.as(
    testPerson('editor', 'C111', {
      functions: ['PUBLISH_LEARNING'],
      purpose: 'prevention',
      steppedUpUntil: new Date(home.clock.now().getTime() + 300_000),
    }),
  );
const tone = drawTone({ seconds: 4, as: 'mp3' });
const WORDS = 'Em dừng lại một chút.';
const put = (item: string, more: Partial<PutItemVoice> = {}, ctx = speaker()) =>
  putItemVoice(ctx, { item, place: 'block-0', words: WORDS, bytes: tone, agreed: true, ...more });

describe('a recorded voice', () => {
  test('belongs to the very words of a part: with a comma changed it is out of date', async () => {
    const slug = 'the-co-giong';
    const item = await home.start(aCard({ id: slug }));
    expect(must(await listItemVoices(writer(), item)).parts.map(({ place, state }) => `${place} ${state}`)).toEqual([
      'lead none',
      'block-0 none',
      'block-1 none',
    ]);
    must(await put(item));
    const voiced = must(await listItemVoices(writer(), item)).parts.find(({ place }) => place === 'block-0');
    expect(voiced).toMatchObject({ state: 'spoken', words: WORDS });
    const heard = must(await listenToSpokenText(writer(), { recording: voiced?.voice?.id ?? '' }));
    expect(tone.includes(heard.bytes)).toBe(true);
    const [, help] = aCard().blocks;
    if (help === undefined) throw new Error('no help box');
    const blocks = [{ kind: 'text' as const, vi: 'Em dừng lại, một chút.', en: 'Stop for a moment.' }, help];
    must(await saveVersion(writer(), { item, body: aCard({ id: slug, blocks }) }));
    const detail = must(await itemDetail(writer(), item));
    expect(detail.voices).toEqual({ spoken: 0, outOfDate: 1, parts: 3 });
    // With the words that were spoken it says them again.
    must(await saveVersion(writer(), { item, body: aCard({ id: slug }) }));
    expect(must(await itemDetail(writer(), item)).voices).toEqual({ spoken: 1, outOfDate: 0, parts: 3 });
  });

  test('is approved with its text: another sound is another hash, and what is published stays', async () => {
    const item = await home.start(aCard({ id: 'the-duyet-giong' }));
    const silent = await home.hash(item);
    must(await put(item));
    const first = await home.hash(item);
    expect(first).not.toBe(silent);
    expect(await home.item(item)).toMatchObject({ stage: 'DRAFT', head: 2, written_by: home.people.writer.person });
    await home.publish(item);
    must(await put(item, { bytes: drawTone({ seconds: 5, as: 'mp3' }) }));
    expect(await home.hash(item)).not.toBe(first);
    expect(code(await publishItem(writer(), { item }))).toBe('learning-item.wrong-stage');
    // A start of the house finds nothing new in it.
    must(await takeInWritten(home.platform));
    expect(must(await takeInWritten(home.platform))).toBe(0);
    must(await put(item, { bytes: null }));
    expect(await home.hash(item)).toBe(silent);
    expect(code(await put(item, { bytes: null }))).toBe('learning-item.no-such-part');
  });

  test('is put by an editor after a fresh proof, of the words on the page, with the speaker’s word', async () => {
    const item = await home.start(aCard({ id: 'the-thu-giong' }));
    expect(code(await put(item, {}, writer()))).toBe('access.step-up-needed');
    expect(code(await put(item, { words: 'Lời khác.' }))).toBe('learning-item.other-text');
    expect(code(await put(item, { place: 'block-9' }))).toBe('learning-item.no-such-part');
    expect(code(await put(item, { agreed: false }))).toBe('recording.not-agreed');
    expect(code(await put(item, { bytes: Buffer.from('no sound') }))).toBe('recording.not-audio');
    expect(code(await put(item, {}, home.as(home.people.counsellor)))).toBe('learning-item.not-found');
    expect((await home.item(item)).head).toBe(1);
  });
});

test('every part that is spoken has words, and a scene of six to eight the words that its check asks for', () => {
  for (const item of houseContent().items)
    for (const { place, words } of spokenParts(item)) expect([item.body.id, place, words.trim()]).not.toContain('');
});

test('a page of six to eight plays the approved voice of what is published, and no later one before it is approved', async () => {
  const item = await home.start(aCard({ id: 'the-phat-giong', bands: ['B6_8'] }));
  must(await put(item, { place: 'lead', words: 'Thẻ mẫu\nCâu dẫn ngắn.' }));
  const draft = must(await listItemVoices(writer(), item)).parts[0]?.voice?.id ?? '';
  const child = () => home.context(anonymous);
  // A draft is heard by nobody outside.
  expect(code(await playItemVoice(child(), { recording: draft }))).toBe('record.not-found');
  await home.publish(item);
  const published = must(await publishedItems(child())).find(({ id }) => id === 'the-phat-giong');
  if (published === undefined) throw new Error('not published');
  const heard = must(await publishedVoices(child(), published));
  expect(heard.at('lead')).toMatchObject({ id: draft, script: 'Thẻ mẫu\nCâu dẫn ngắn.' });
  expect(heard.at('block-0')).toBeNull();
  expect(must(await playItemVoice(child(), { recording: draft })).bytes.length).toBeGreaterThan(1_000);
  must(await put(item, { place: 'lead', words: 'Thẻ mẫu\nCâu dẫn ngắn.', bytes: drawTone({ seconds: 5, as: 'mp3' }) }));
  const later = must(await listItemVoices(writer(), item)).parts[0]?.voice?.id ?? '';
  expect(must(await publishedVoices(child(), published)).at('lead')).toBeNull();
  for (const recording of [draft, later, 'x'])
    expect(code(await playItemVoice(child(), { recording }))).toBe('record.not-found');
});
