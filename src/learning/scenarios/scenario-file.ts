import { type CompiledScenario, pageAt, type ScenarioPage, START_ADDRESS } from './compile-scenario.pure.ts';
import { escaped } from './escaped.pure.ts';
import type { LocalText } from './local-text.ts';
import words from './scenario-file-words.json' with { type: 'json' };

/** The most bytes of a file that passes from phone to phone. */
export const FILE_BYTES = 300 * 1024;

export interface ScenarioFileOptions {
  readonly lang: 'vi' | 'en';
  /** Who publishes it, and its address: nobody can check a signature in a file viewer, so the file says it. */
  readonly source: string;
  /** As a reader writes it, dd/mm/yyyy. */
  readonly date: string;
  /** The pictures of the house. Without them the file is one of words. */
  readonly pictures?: FilePictures;
}

export interface FilePictures {
  /** The style sheet that paints their classes; it stands in the file. */
  readonly style: string;
  /** A drawing by its name, from our own folder and put in as it is; undefined where it is not drawn yet. */
  of(name: string): { readonly svg: string; readonly alt: LocalText } | undefined;
}

/**
 * A scenario as one HTML file: no script, no network, nothing beside it. Each page is a section that shows when its link is followed;
 * the first stands last in the file so that a style sheet without `:has` can hide it, and a viewer without style sheets shows
 * everything as numbered boxes. Printed, it is the sheet for a class: all boxes in their order, each choice with the number to go to.
 */
export function scenarioFile(compiled: CompiledScenario, options: ScenarioFileOptions): string {
  const { lang } = options;
  const said = (text: LocalText): string => escaped(text[lang] === '' ? text.vi : text[lang]);
  const word = (key: keyof typeof words): string => escaped(words[key][lang]);
  const from = word('from')
    .replace('{source}', () => escaped(options.source))
    .replace('{date}', () => escaped(options.date));
  return `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>${said(compiled.title)}</title>
<style>${FILE_STYLE}${options.pictures?.style ?? ''}</style>
</head>
<body>
<header>
<h1>${said(compiled.title)}</h1>
<p>${said(compiled.lead)}</p>
<p class="how">${word('how')}</p>
<p class="turn begin"><a href="#${START_ADDRESS}">${word('begin')}</a></p>
</header>
<main class="scenes">
${sceneSections(compiled, options)}
</main>
<footer><p>${word('help_111')}</p><p>${from}</p></footer>
</body>
</html>
`;
}

/** The pages of a scenario as sections of one file, to stand within an element of the class `scenes` under `FILE_STYLE`. */
export function sceneSections(
  compiled: CompiledScenario,
  options: Pick<ScenarioFileOptions, 'lang' | 'pictures'>,
): string {
  const { lang } = options;
  const said = (text: LocalText): string => escaped(text[lang] === '' ? text.vi : text[lang]);
  const word = (key: keyof typeof words): string => escaped(words[key][lang]);
  const [first, ...others] = compiled.pages;
  if (first === undefined) throw new Error('a scenario without pages');
  const section = (page: ScenarioPage): string => {
    const number = word('box').replace('{n}', String(page.number));
    return `<section id="${page.address}"${page === first ? ' class="first"' : ''}>
<p class="n">${number}</p>
<h2>${said(page.heading)}</h2>
${bodyOf(page)}
</section>`;
  };
  const link = (address: string, text: string): string => {
    const number = pageAt(compiled, address)?.number;
    if (number === undefined) throw new Error(`no page ${address}`);
    return `<a href="#${address}">${text}<span class="go"> (${word('goTo').replace('{n}', String(number))})</span></a>`;
  };
  const list = (items: readonly string[], kind: 'ul' | 'ol' = 'ul', look = ''): string =>
    items.length === 0 ? '' : `<${kind}${look}>${items.map((item) => `<li>${item}</li>`).join('')}</${kind}>`;

  function bodyOf(page: ScenarioPage): string {
    if (page.kind === 'answer') {
      return `<p class="said">${word('chosen')} ${said(page.said)}</p>
<p>${said(page.feedback)}</p>
<p class="turn">${link(page.to, word(page.again ? 'again' : 'onward'))}</p>`;
    }
    const drawn = page.picture === undefined ? undefined : options.pictures?.of(page.picture);
    const figure = drawn && `<div class="figure" role="img" aria-label="${said(drawn.alt)}">${drawn.svg}</div>`;
    const text = page.text.map((one) => `<p>${said(one)}</p>`).join('\n');
    if (page.kind === 'scene') {
      const turns = list(
        page.choices.map(({ say, to }) => link(to, said(say))),
        'ul',
        ' class="turns"',
      );
      return [figure, text, turns].filter(Boolean).join('\n');
    }
    return [
      figure,
      text,
      `<h3>${word('now')}</h3>`,
      list(page.do.map(said), 'ol'),
      `<h3>${word('help')}</h3>`,
      list(page.help.map((code) => word(`help_${code}` as const))),
      `<p class="turn again"><a href="#${START_ADDRESS}">${word('restart')}</a></p>`,
    ].join('\n');
  }

  return [...others, first].map(section).join('\n');
}

/** Colours as in the tokens, written out: the file stands alone. */
export const FILE_STYLE = `
:root{color-scheme:light dark;--ink:#24302a;--paper:#fbf9f4;--leaf:#1f6b43;--edge:#cbd5cc}
@media (prefers-color-scheme:dark){:root{--ink:#e9efe9;--paper:#17201b;--leaf:#8fd3ab;--edge:#3d4b42}}
*{box-sizing:border-box}
body{margin:0 auto;padding:16px;max-width:42rem;background:var(--paper);color:var(--ink);font:18px/1.5 "Be Vietnam Pro",system-ui,sans-serif;overflow-wrap:break-word}
h1{font-size:28px;line-height:1.35;margin:0 0 8px}h2{font-size:22px;line-height:1.4;margin:0 0 8px}h3{font-size:18px;margin:16px 0 4px}
p{margin:0 0 12px}.n,.go,.how{display:none}.said{font-style:italic}
.figure{max-width:240px}
section{border-top:2px solid var(--edge);padding-top:16px}
.scenes{display:flex;flex-direction:column}
.scenes>section{display:none}
.scenes>section:target{display:block}
.scenes>.first{display:block;order:-1}
.scenes>section:target~.first{display:none}
.turns{list-style:none;padding:0;margin:0}.turns li{margin:0 0 12px}
.turns a,.turn a{display:flex;align-items:center;flex-wrap:wrap;min-height:48px;padding:8px 16px;border:2px solid var(--leaf);border-radius:14px;color:var(--leaf);text-decoration:none;font-weight:600}
a:focus-visible{outline:3px solid var(--ink);outline-offset:2px}
footer{border-top:2px solid var(--edge);margin-top:24px;padding-top:12px;font-size:16px}
@media print{
:root{--ink:#000;--paper:#fff;--leaf:#000;--edge:#999}
.scenes>section,.scenes>section:target~.first{display:block}
section{break-inside:avoid;margin-bottom:12px}
.n,.how{display:block}.go{display:inline}.n{font-weight:600}.begin,.again{display:none}
.turns a,.turn a{display:inline;border:0;padding:0;min-height:0}.turns{list-style:disc;padding-left:20px}
}`;
