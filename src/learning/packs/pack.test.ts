import { createHash } from 'node:crypto';
import { Parser } from 'htmlparser2';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { lessonOf, questionOf } from '../lessons/lesson.testing.ts';
import { compileScenario } from '../scenarios/compile-scenario.pure.ts';
import { soundScenario } from '../scenarios/scenario.testing.ts';
import { checkPack } from './check-pack.pure.ts';
import { isTooOld, PACK_BYTES, type PackFacts, splitPack, unsignedPack } from './pack-format.pure.ts';
import { packSigningKey, publicPackKey, signPack } from './pack-keys.ts';
import { packPage } from './pack-page.ts';

/** A vault that derives from the purpose alone: what a test needs of one. */
const vault = (secret: string) => ({
  derive: async (purpose: string) => createHash('sha256').update(`${secret} ${purpose}`).digest(),
});
const key = await packSigningKey(vault('ours'));
const keys = [publicPackKey(key)];
const facts: PackFacts = {
  id: 'abcd2345',
  lang: 'vi',
  title: 'Bài -- mẫu --> với dấu "Ặ"',
  band: 'B9_12',
  made: '2026-12-01',
  until: '2027-05-30',
  source: 'lachan.example',
  hashes: ['a'.repeat(64)],
};
const today = '2026-12-02';
const page = '<!doctype html>\n<html lang="vi"><body><p>Xin chào</p></body></html>\n';
const file = () => new Uint8Array(signPack(page, facts, key));
const check = (bytes: Uint8Array<ArrayBuffer>, more: Partial<Parameters<typeof checkPack>[1]> = {}) =>
  checkPack(bytes, { keys, today, ...more });
const changed = (from: string, to: string) =>
  new TextEncoder().encode(new TextDecoder().decode(file()).replace(from, () => to));

afterEach(() => vi.restoreAllMocks());

describe('a pack that came from another telephone', () => {
  test('is believed under the key of the house, and says what it is', async () => {
    expect(await check(file())).toEqual({ ok: true, facts });
  });

  test('is the same bytes each time, and the same key in every process', async () => {
    expect(file()).toEqual(file());
    expect(publicPackKey(await packSigningKey(vault('ours')))).toEqual(keys[0]);
    expect(publicPackKey(await packSigningKey(vault('theirs'))).key).not.toBe(keys[0]?.key);
  });

  test.each([
    ['a word of the page', 'Xin chào', 'Xin tiền'],
    ['a script that was put in', '</body>', '<script>alert(1)</script></body>'],
    ['its last day', '2027', '2099'],
    ['what it says of itself', 'abcd2345', 'abcd2346'],
    ['a space at the end of a line', '</html>', '</html> '],
    ['a mark before its first byte', '<!doctype', '\ufeff<!doctype'],
  ])('is refused where somebody changed %s', async (_, from, to) => {
    expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(changed(from, to))).toContain(to);
    expect(await check(changed(from, to))).toEqual({ ok: false, fault: 'changed' });
  });

  test('is refused with one bit changed, wherever it is', async () => {
    const whole = file();
    for (let at = 0; at < whole.length; at += 37) {
      const bent = whole.slice();
      bent[at] = (bent[at] as number) ^ 1;
      expect([at, (await check(bent)).ok]).toEqual([at, false]);
    }
  });

  test('is refused where another key signed it, though it says that it is ours', async () => {
    const theirs = await packSigningKey(vault('theirs'));
    const foreign = new Uint8Array(signPack(page, facts, theirs));
    expect(await check(foreign)).toEqual({ ok: false, fault: 'other-key' });
    const dressed = new TextEncoder().encode(
      new TextDecoder().decode(foreign).replace(publicPackKey(theirs).name, publicPackKey(key).name),
    );
    expect(await check(dressed)).toEqual({ ok: false, fault: 'changed' });
    expect(await check(file(), { keys: [] })).toEqual({ ok: false, fault: 'other-key' });
    expect(await check(file(), { keys: [{ name: publicPackKey(key).name, key: 'AA==' }] })).toEqual({
      ok: false,
      fault: 'other-key',
    });
  });

  test('is refused after its last day, and taken on it', async () => {
    expect((await check(file(), { today: '2027-05-30' })).ok).toBe(true);
    expect(await check(file(), { today: '2027-05-31' })).toEqual({ ok: false, fault: 'too-old' });
    expect(isTooOld(facts, '2027-05-30')).toBe(false);
  });

  test('a file that was cut off, a picture, nothing and another page are no packs', async () => {
    const whole = file();
    for (const bytes of [
      new Uint8Array(),
      whole.slice(0, -100),
      whole.slice(0, 40),
      new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 1, 2]),
      new TextEncoder().encode(page),
      changed('la-chan-ky', 'la-chan-kx'),
      changed('{"id"', '{"id'),
      changed('"lang":"vi"', '"lang":"xx"'),
    ])
      expect(await check(bytes)).toEqual({ ok: false, fault: 'no-pack' });
  });

  test('a form that is not known yet is said to be one', async () => {
    expect(await check(changed('la-chan-goi/1', 'la-chan-goi/2'))).toEqual({ ok: false, fault: 'other-format' });
  });

  test('more than two megabytes are neither made nor looked at', async () => {
    expect(splitPack(new Uint8Array(PACK_BYTES + 1))).toBe('too-large');
    expect(() => unsignedPack('a'.repeat(PACK_BYTES), facts)).toThrow(RangeError);
    const largest = unsignedPack('a'.repeat(PACK_BYTES - 1_000), facts);
    expect(largest.length).toBeLessThan(PACK_BYTES);
  });

  test('a browser without Ed25519 believes what the house names, and nothing else', async () => {
    vi.spyOn(globalThis.crypto.subtle, 'importKey').mockRejectedValue(new DOMException('', 'NotSupportedError'));
    const sha256 = createHash('sha256').update(file()).digest('hex');
    expect(await check(file())).toEqual({ ok: false, fault: 'no-signatures' });
    expect(await check(file(), { named: ['0'.repeat(64)] })).toEqual({ ok: false, fault: 'no-signatures' });
    expect(await check(file(), { named: [sha256] })).toEqual({ ok: true, facts });
    expect(await check(changed('Xin chào', 'Xin tiền'), { named: [sha256] })).toMatchObject({ ok: false });
  });

  test('what it says of itself does not end the comment in which it stands', () => {
    const split = splitPack(file());
    expect(typeof split === 'string' ? split : split.facts.title).toBe(facts.title);
    const comments: string[] = [];
    const parser = new Parser({ oncomment: (text) => comments.push(text) });
    parser.end(new TextDecoder().decode(file()));
    expect(comments.map((text) => text.split(' ')[0])).toEqual(['la-chan-goi/1', 'la-chan-ky']);
  });
});

describe('the page of a pack', () => {
  const compiled = compileScenario(soundScenario());
  const hostile = '"><img src=x onerror=alert(1)> $& $1';
  const made = (lesson = lessonOf(), scenario: typeof compiled | null = compiled) =>
    packPage(
      { lesson, can: [{ vi: 'Em nói không', en: 'I say no' }], scenario: scenario ?? undefined },
      {
        lang: 'vi',
        say: ({ vi }) => vi,
        source: 'Lá Chắn, lachan.example',
        made: '01/12/2026',
        until: '30/05/2027',
        pictures: { style: '.art{width:100%}', of: () => ({ svg: '<svg></svg>', alt: { vi: 'Hình', en: 'Picture' } }) },
      },
    );
  const read = (html: string) => {
    const tags: string[] = [];
    const ids: string[] = [];
    const links: string[] = [];
    let text = '';
    const parser = new Parser({
      onopentag: (name, { id, href }) => {
        tags.push(name);
        if (id !== undefined) ids.push(id);
        if (href !== undefined) links.push(href);
      },
      ontext: (part) => {
        text += part;
      },
    });
    parser.end(html);
    return { tags, ids, links, text };
  };

  test('needs neither script nor network, and every link of it is in it', () => {
    const { tags, ids, links, text } = read(made());
    for (const tag of ['script', 'link', 'img', 'iframe', 'form', 'input']) expect(tags).not.toContain(tag);
    expect(new Set(ids)).toEqual(new Set(compiled.pages.map(({ address }) => address)));
    for (const link of links) expect(ids).toContain(link.slice(1));
    for (const words of ['111', '01/12/2026', '30/05/2027', 'lachan.example/hoc/goi', 'Em nói không'])
      expect(text).toContain(words);
  });

  test('has a word to every answer, right or not', () => {
    const lesson = lessonOf({ quiz: [questionOf('q-1'), questionOf('q-2', { choose: 'several' }), questionOf('q-3')] });
    const { tags, text } = read(made(lesson));
    expect(tags.filter((tag) => tag === 'details')).toHaveLength(9);
    expect(text).toContain('Thử cách khác nhé.');
    expect(text).toContain('Có thể có hơn một câu đúng.');
  });

  test('is whole without a scene', () => {
    const { ids, text } = read(made(lessonOf(), null));
    expect(ids).toEqual([]);
    expect(text).not.toContain('Tình huống để thử');
  });

  test('shows what an author wrote as it is written', () => {
    const { tags, text } = read(
      made(lessonOf({ title: { vi: hostile, en: '' }, act: { vi: hostile, en: '' }, lead: { vi: hostile, en: '' } })),
    );
    expect(tags).not.toContain('img');
    expect(text).toContain(hostile);
  });
});
