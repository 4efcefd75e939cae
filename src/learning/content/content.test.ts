import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { onlineIncident, portalBand } from '../../vocabulary/index.ts';
import {
  addressed,
  type Content,
  type ContentText,
  contentText,
  findContentFaults,
  lengthOf,
  sentencesOf,
} from './content.ts';
import { readContent, readPicture } from './content-files.ts';

const content = readContent();
const texts = content.texts.map(({ text }) => text);

const card: ContentText = {
  id: 'a-card',
  kind: 'CARD',
  bands: ['B9_12'],
  theme: 'CONDUCT.AGG',
  harms: ['OI-BULLY'],
  title: { vi: 'Tiêu đề', en: 'Title' },
  lead: { vi: 'Câu dẫn.', en: 'A lead.' },
  blocks: [{ kind: 'helpBox', vi: 'Gọi 111.', en: 'Call 111.', acts: ['CALL_111'] }],
  sources: ['own-desk'],
};
const faultsWith = (change: Partial<ContentText>, file = `cards/${change.id ?? card.id}.json`): readonly string[] =>
  findContentFaults({ ...content, texts: [{ file, text: { ...card, ...change } }] } satisfies Content).map(
    ({ code, words, instead }) => [code, instead, words].filter((part) => part !== undefined).join(' '),
  );

describe('the content of the first day', () => {
  it('has no fault: shape, help, sources, pictures, terms, length of sentences', () => {
    expect(findContentFaults(content)).toEqual([]);
  });

  it('reads every file of its folders', () => {
    const files = ['help', 'articles', 'cards', 'questions'].flatMap((folder) =>
      readdirSync(join(import.meta.dirname, folder)).map((name) => `${folder}/${name}`),
    );
    expect(content.texts.map(({ file }) => file)).toEqual(files.sort());
  });

  it('has at least 40 articles and cards, and 20 questions and answers', () => {
    const questions = texts.filter(({ kind }) => kind === 'QUESTION');
    expect(texts.length - questions.length).toBeGreaterThanOrEqual(40);
    expect(questions.length).toBeGreaterThanOrEqual(20);
  });

  it.each(portalBand.codes)('has an article, a card and a question for %s', (band) => {
    const kinds = new Set(texts.filter(({ bands }) => bands.includes(band)).map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual(['ARTICLE', 'CARD', 'QUESTION']);
  });

  it.each(onlineIncident.codes)('has a help page for %s', (code) => {
    const pages = texts.filter(({ help, harms }) => help === true && harms.includes(code));
    expect(pages.map(({ id }) => id)).toHaveLength(1);
    // Whoever is hurt reads where to report; a story that fits nowhere has no platform of its own.
    const paths = pages[0]?.blocks.filter(({ kind }) => kind === 'platformPath') ?? [];
    expect(paths.length > 0 || code === 'OI-OTHER').toBe(true);
  });

  it('speaks to parents and to teachers', () => {
    const audiences = new Set(texts.map(({ audience }) => audience).filter((one) => one !== undefined));
    expect([...audiences].sort()).toEqual(['PARENT', 'TEACHER']);
  });

  it('uses every platform path, picture and source that it keeps', () => {
    const used = (kind: 'platformPath' | 'picture') =>
      new Set(
        texts.flatMap(({ blocks }) =>
          blocks.flatMap((one) =>
            one.kind !== kind ? [] : 'path' in one ? [one.path] : 'picture' in one ? [one.picture] : [],
          ),
        ),
      );
    expect([...used('platformPath')].sort()).toEqual(Object.keys(content.paths).sort());
    expect([...used('picture')].sort()).toEqual(Object.keys(content.pictures).sort());
    expect([...new Set(texts.flatMap(({ sources }) => sources))].sort()).toEqual(Object.keys(content.sources).sort());
  });

  it('draws its pictures from the classes of the house, without words, colours or scripts', () => {
    const drawn = Object.entries(content.pictures).filter(([, picture]) => picture.drawn);
    const files = readdirSync(join(import.meta.dirname, 'pictures'));
    expect(files.sort()).toEqual(drawn.map(([id]) => `${id}.svg`).sort());
    for (const [id] of drawn) {
      const svg = readPicture(id, content) ?? '';
      expect(svg, id).toMatch(
        /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" class="art" viewBox="0 0 160 140" aria-hidden="true">/,
      );
      expect(svg, id).not.toMatch(/<(?!\/?(?:svg|g|path|rect|circle|ellipse)\b)|#[0-9a-f]{3}|rgb|style=|href|on\w+=/i);
    }
  });
});

describe('a text', () => {
  it('passes when nothing is wrong with it', () => {
    expect(faultsWith({})).toEqual([]);
  });

  it('is refused without a way to 111 at its end', () => {
    expect(faultsWith({ blocks: [{ kind: 'text', vi: 'Hết.', en: 'End.' }] })).toEqual(['help-box-last']);
    expect(faultsWith({ blocks: [{ kind: 'helpBox', vi: 'Kể ở đây.', en: 'Tell here.', acts: ['REPORT'] }] })).toEqual([
      'help-box-111',
    ]);
  });

  it('is refused with a sentence that the band does not carry', () => {
    const long = `${'một '.repeat(18)}hai.`;
    expect(faultsWith({ lead: { vi: long, en: 'A lead.' } })).toEqual([`sentence-too-long 19 > 18 ${long}`]);
    expect(faultsWith({ bands: ['B13_15'], lead: { vi: long, en: 'A lead.' } })).toEqual([]);
    expect(faultsWith({ bands: ['B13_15', 'B9_12'], lead: { vi: long, en: 'A lead.' } })).toHaveLength(1);
  });

  it('is refused with words that we do not use, an emoji, or a placeholder nobody fills', () => {
    expect(faultsWith({ title: { vi: 'Ảnh nóng', en: 'Title' } })[0]).toMatch(/^avoided-term .*Ảnh nóng$/);
    expect(faultsWith({ title: { vi: 'Vui quá \u{1F600}', en: 'Title' } })).toEqual(['emoji Vui quá \u{1F600}']);
    expect(faultsWith({ title: { vi: 'Chào {ten}', en: 'Title' } })).toEqual(['placeholder-unknown Chào {ten}']);
    expect(faultsWith({ title: { vi: 'Chào {em}', en: 'Title' } })).toEqual([]);
  });

  it('is refused with what is never said to a child, and may say it to an adult', () => {
    const asksWhy = { vi: 'Tại sao {em} gửi ảnh?', en: 'How come you sent it?' };
    expect(faultsWith({ lead: asksWhy })).toEqual(['never-to-a-child tại sao em']);
    expect(
      faultsWith({
        bands: ['ADULT'],
        audience: 'TEACHER',
        lead: { vi: 'Đừng hỏi: “Tại sao em gửi?”', en: 'Do not ask that.' },
      }),
    ).toEqual([]);
  });

  it('is refused in the wrong folder, under an id in use, or with a picture, path or source nobody knows', () => {
    expect(faultsWith({}, 'articles/a-card.json')).toEqual(['wrong-folder cards/a-card.json']);
    const twice = { file: 'cards/a-card.json', text: card };
    expect(findContentFaults({ ...content, texts: [twice, twice] })).toEqual([
      { file: 'cards/a-card.json', code: 'id-twice', words: 'cards/a-card.json' },
    ]);
    expect(
      faultsWith({
        sources: ['hearsay'],
        blocks: [{ kind: 'picture', picture: 'no-such' }, { kind: 'platformPath', path: 'NO_SUCH' }, ...card.blocks],
      }),
    ).toEqual(['source-unknown hearsay', 'picture-unknown no-such', 'path-unknown NO_SUCH']);
  });

  it('is for children or for adults, and says for which adults', () => {
    expect(faultsWith({ bands: ['B16_17', 'ADULT'], audience: 'PARENT' })).toEqual(['children-and-adults']);
    expect(faultsWith({ bands: ['ADULT'] })).toEqual(['audience-of-adults']);
    expect(faultsWith({ audience: 'TEACHER' })).toEqual(['audience-of-adults']);
  });

  it('has a closed shape', () => {
    expect(contentText.safeParse({ ...card, html: '<b>' }).success).toBe(false);
    expect(contentText.safeParse({ ...card, title: { vi: 'Tiêu đề' } }).success).toBe(false);
    expect(contentText.safeParse({ ...card, harms: ['OI-UNHEARD'] }).success).toBe(false);
    expect(contentText.safeParse({ ...card, lead: { vi: 'a\nb', en: 'a' } }).success).toBe(false);
  });
});

describe('words and sentences', () => {
  it('address the reader as the band is addressed', () => {
    const line = '{Em} kể, {em} được giúp.';
    expect(addressed(line, 'B6_8')).toBe('Em kể, em được giúp.');
    expect(addressed(line, 'B16_17')).toBe('Bạn kể, bạn được giúp.');
    expect(addressed(line, 'ADULT')).toBe('Anh chị kể, anh chị được giúp.');
  });

  it('end a sentence at its mark, with its quotation mark, and not inside a number or an address', () => {
    expect(sentencesOf('Em dừng. “Không!” Rồi sao?')).toEqual(['Em dừng.', '“Không!”', 'Rồi sao?']);
    expect(sentencesOf('Nhập tên là được 5.000 kim cương.')).toHaveLength(1);
    expect(lengthOf('Mở canhbao.khonggianmang.vn và dán địa chỉ vào.')).toBe(7);
    expect(lengthOf('Không gửi 5.000 đồng: dừng lại.')).toBe(6);
  });
});
