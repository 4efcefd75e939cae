import { Parser } from 'htmlparser2';
import { expect, test } from 'vitest';
import { compileScenario } from './compile-scenario.pure.ts';
import { endingOf, largeScenario, soundScenario, withScenes } from './scenario.testing.ts';
import { FILE_BYTES, scenarioFile } from './scenario-file.ts';

const options = { lang: 'vi', source: 'Lá Chắn, lachan.example', date: '01/12/2026' } as const;

interface Read {
  readonly tags: readonly string[];
  readonly ids: readonly string[];
  readonly links: readonly string[];
  readonly text: string;
}

function read(html: string): Read {
  const tags: string[] = [];
  const ids: string[] = [];
  const links: string[] = [];
  let text = '';
  let inStyle = false;
  const parser = new Parser({
    onopentag(name, { id, href }) {
      tags.push(name);
      if (id !== undefined) ids.push(id);
      if (name === 'a' && href !== undefined) links.push(href);
      inStyle = name === 'style';
    },
    ontext(part) {
      if (!inStyle) text += part;
    },
    onclosetag(name) {
      if (name === 'style') inStyle = false;
    },
  });
  parser.end(html);
  return { tags, ids, links, text };
}

test('one file that needs neither script nor network, and whose every link is in it', () => {
  const compiled = compileScenario(soundScenario());
  const { tags, ids, links, text } = read(scenarioFile(compiled, options));
  expect(tags).not.toContain('script');
  expect(tags).not.toContain('link');
  expect(new Set(ids)).toEqual(new Set(compiled.pages.map(({ address }) => address)));
  for (const link of links) expect(ids).toContain(link.slice(1));
  expect(text).toContain('111');
  expect(text).toContain('01/12/2026');
});

test('each box carries its number and each choice the number to go to, for the printed sheet', () => {
  const compiled = compileScenario(soundScenario());
  const { text } = read(scenarioFile(compiled, options));
  for (const { number } of compiled.pages) expect(text).toContain(`Ô ${number}`);
  expect(text).toContain('sang ô 2');
});

test('what an author wrote is shown as it is written', () => {
  const hostile = '"><img src=x onerror=alert(1)>&amp; $& $1';
  const compiled = compileScenario(
    withScenes(soundScenario(), { ...endingOf('het'), heading: { vi: hostile, en: '' } }),
  );
  const { tags, text } = read(
    scenarioFile({ ...compiled, title: { vi: hostile, en: '' } }, { ...options, source: hostile }),
  );
  expect(tags).not.toContain('img');
  expect(text).toContain(hostile);
});

test('English is used where it is written, Vietnamese where it is not', () => {
  const compiled = compileScenario(withScenes(soundScenario(), { ...endingOf('het'), heading: { vi: 'Hết', en: '' } }));
  const { text } = read(scenarioFile(compiled, { ...options, lang: 'en' }));
  expect(text).toContain('Hết');
  expect(text).toContain('What to do now');
});

test('a picture is put in with its words and its style where it is drawn', () => {
  const compiled = compileScenario(withScenes(soundScenario(), { ...endingOf('het'), picture: 'chu-rua' }));
  const pictures = (drawn: string) => ({
    style: '.art{width:100%}',
    of: (name: string) =>
      name === drawn ? { svg: '<svg class="art"></svg>', alt: { vi: 'Một chú rùa', en: 'A turtle' } } : undefined,
  });
  const html = scenarioFile(compiled, { ...options, pictures: pictures('chu-rua') });
  expect(html).toContain('role="img" aria-label="Một chú rùa"><svg class="art"></svg>');
  expect(html).toContain('.art{width:100%}');
  expect(read(scenarioFile(compiled, { ...options, pictures: pictures('khac') })).tags).not.toContain('svg');
  expect(read(scenarioFile(compiled, options)).tags).not.toContain('svg');
});

test('thirty scenes with feedback stay far below what a file may weigh', () => {
  const html = scenarioFile(compileScenario(largeScenario(30, 1)), options);
  expect(Buffer.byteLength(html)).toBeLessThan(FILE_BYTES);
});
