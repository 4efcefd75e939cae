import { SaxesParser } from 'saxes';
import { expect, test } from 'vitest';
import { lessonOf, questionOf } from './lesson.testing.ts';
import { qtiItem, qtiPackage } from './qti-lesson.pure.ts';
import { writtenLessons } from './written-lessons.ts';

interface Read {
  readonly tags: readonly { readonly name: string; readonly attributes: Readonly<Record<string, string>> }[];
  readonly texts: Readonly<Record<string, readonly string[]>>;
}

/** Reads XML strictly: whatever is not well-formed throws. */
function read(xml: string): Read {
  const tags: Read['tags'][number][] = [];
  const texts: Record<string, string[]> = {};
  const open: string[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    open.push(name);
    tags.push({ name, attributes });
  });
  parser.on('closetag', () => {
    open.pop();
  });
  parser.on('text', (text) => {
    const name = open.at(-1);
    if (name !== undefined && text.trim() !== '') texts[name] = [...(texts[name] ?? []), text.trim()];
  });
  parser.write(xml).close();
  return { tags, texts };
}

test('an item has its options with their words, and the right ones declared', () => {
  const { tags, texts } = read(qtiItem(questionOf('q'), lessonOf(), 'vi'));
  expect(
    tags.filter(({ name }) => name === 'qti-simple-choice').map(({ attributes }) => attributes.identifier),
  ).toEqual(['a', 'b', 'c']);
  expect(texts['qti-value']).toEqual(['b', '0']);
  expect(texts['qti-feedback-inline']).toEqual(['Thử cách khác nhé.', 'Đúng rồi.', 'Nói luôn thì nhẹ hơn.']);
  expect(tags.find(({ name }) => name === 'qti-choice-interaction')?.attributes['max-choices']).toBe('1');
});

test('several right options are a multiple response, and its feedback too', () => {
  const several = questionOf('q', { choose: 'several' });
  const options = several.options.map((option) => ({ ...option, right: option.id !== 'a' }));
  const { tags, texts } = read(qtiItem({ ...several, options }, lessonOf(), 'en'));
  expect(texts['qti-value']).toEqual(['b', 'c', '0']);
  const cardinalities = tags
    .filter(({ attributes }) => attributes.identifier === 'RESPONSE' || attributes.identifier === 'FEEDBACK')
    .flatMap(({ attributes }) => attributes.cardinality ?? []);
  expect(cardinalities).toEqual(['multiple', 'multiple']);
});

test('what an author wrote stays text', () => {
  const hostile = `</qti-prompt><script>"'&`;
  const { tags, texts } = read(qtiItem(questionOf('q', { ask: { vi: hostile, en: '' } }), lessonOf(), 'en'));
  expect(tags.map(({ name }) => name)).not.toContain('script');
  expect(texts['qti-prompt']).toEqual([hostile]);
});

test('the manifest names every file of the package, for each written lesson in both languages', () => {
  for (const lesson of writtenLessons) {
    for (const lang of ['vi', 'en'] as const) {
      const { 'imsmanifest.xml': manifest = '', ...items } = qtiPackage(lesson, lang);
      const hrefs = read(manifest).tags.filter(({ name }) => name === 'resource');
      expect(hrefs.map(({ attributes }) => attributes.href)).toEqual(Object.keys(items));
      for (const xml of Object.values(items)) expect(read(xml).tags[0]?.name).toBe('qti-assessment-item');
    }
  }
});
