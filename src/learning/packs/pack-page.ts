import type { Lesson } from '../lessons/lesson.ts';
import type { CompiledScenario } from '../scenarios/compile-scenario.pure.ts';
import { escaped } from '../scenarios/escaped.pure.ts';
import type { LocalText } from '../scenarios/local-text.ts';
import type { HelpCode } from '../scenarios/scenario.ts';
import { FILE_STYLE, type FilePictures, sceneSections } from '../scenarios/scenario-file.ts';
import sceneWords from '../scenarios/scenario-file-words.json' with { type: 'json' };
import words from './pack-words.json' with { type: 'json' };

/** What stands in a pack. */
export interface PackParts {
  readonly lesson: Lesson;
  /** What a reader of the lesson's band can do who has its skills. */
  readonly can: readonly LocalText[];
  /** A practice scene for the same readers, where there is one. */
  readonly scenario?: CompiledScenario;
}

export interface PackPageOptions {
  readonly lang: 'vi' | 'en';
  /** A text as this reader reads it, with their word for themselves. */
  readonly say: (text: LocalText) => string;
  /** Who publishes it, and the host: the file says it, because a viewer cannot check it. */
  readonly source: string;
  /** As readers write them, dd/mm/yyyy. */
  readonly made: string;
  readonly until: string;
  readonly pictures: FilePictures;
}

/**
 * The page of a pack: cards, the act, the questions with a word to each answer behind it, and the scene, all in one file without script.
 * A question is answered by opening an answer: that works in every viewer, and leaves nothing behind.
 */
export function packPage({ lesson, can, scenario }: PackParts, options: PackPageOptions): string {
  const { lang, pictures } = options;
  const said = (text: LocalText): string => escaped(options.say(text));
  const word = (key: keyof typeof words): string => escaped(words[key][lang]);
  const help = (code: HelpCode): string => escaped(sceneWords[`help_${code}` as const][lang]);
  const source = escaped(options.source);

  const card = ({ heading, text, picture }: Lesson['cards'][number]): string => {
    const drawn = picture === undefined ? undefined : pictures.of(picture);
    return [
      '<section>',
      `<h2>${said(heading)}</h2>`,
      drawn && `<div class="figure" role="img" aria-label="${escaped(drawn.alt[lang])}">${drawn.svg}</div>`,
      ...text.map((one) => `<p>${said(one)}</p>`),
      '</section>',
    ]
      .filter(Boolean)
      .join('\n');
  };
  const question = ({ ask, choose, options: answers }: Lesson['quiz'][number]): string => `<h3>${said(ask)}</h3>
${choose === 'several' ? `<p>${word('several')}</p>\n` : ''}${answers
  .map(
    ({ say, right, feedback }) =>
      `<details><summary>${said(say)}</summary><p><b>${word(right ? 'right' : 'notYet')}</b> ${said(feedback)}</p></details>`,
  )
  .join('\n')}`;

  return `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>${said(lesson.title)}</title>
<style>${FILE_STYLE}${STYLE}${pictures.style}</style>
</head>
<body>
<header>
<h1>${said(lesson.title)}</h1>
<p>${said(lesson.lead)}</p>
</header>
<main>
<section>
<h2>${word('can')}</h2>
<ul>${can.map((one) => `<li>${said(one)}</li>`).join('')}</ul>
</section>
${lesson.cards.map(card).join('\n')}
<section>
<h2>${word('act')}</h2>
<p>${said(lesson.act)}</p>
</section>
<section>
<h2>${word('quiz')}</h2>
<p>${word('quizHow')}</p>
${lesson.quiz.map(question).join('\n')}
</section>
<section>
<h2>${word('help')}</h2>
<p>${said(lesson.help.say)}</p>
<ul>${lesson.help.to.map((code) => `<li>${help(code)}</li>`).join('')}</ul>
</section>
${
  scenario === undefined
    ? ''
    : `<section>
<h2>${word('scenario')}: ${said(scenario.title)}</h2>
<p>${said(scenario.lead)}</p>
<p class="how">${escaped(sceneWords.how[lang])}</p>
<div class="scenes">
${sceneSections(scenario, { lang, pictures })}
</div>
</section>
`
}</main>
<footer><p>${escaped(sceneWords.help_111[lang])}</p><p>${word('from')
    .replace('{source}', () => source)
    .replace('{date}', () => escaped(options.made))
    .replace('{until}', () =>
      escaped(options.until),
    )}</p><p>${word('check').replace('{source}', () => source)}</p></footer>
</body>
</html>
`;
}

const STYLE = `
main>section{margin-bottom:24px}
details{border:2px solid var(--edge);border-radius:14px;margin:0 0 12px}
summary{min-height:48px;padding:12px 16px;cursor:pointer}
summary:focus-visible{outline:3px solid var(--ink);outline-offset:2px}
details>p{padding:0 16px;margin:0 0 12px}
@media print{details{border:0;margin:0}summary{padding:0;min-height:0}}`;
