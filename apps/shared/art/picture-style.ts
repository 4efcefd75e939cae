/**
 * The paints of art.css with the values of tokens.css put in, for a picture that leaves the page: a file of its own knows no custom
 * property. Colours are written in sRGB, which every viewer reads; the dark ones stand under `prefers-color-scheme`.
 */
type Theme = 0 | 1;

export interface PictureStyle {
  /** All paints. */
  readonly whole: string;
  /** Those that one drawing has. @param svg its text */
  of(svg: string): string;
}

export function pictureStyle(tokens: string, art: string): PictureStyle {
  const colours = coloursOf(tokens);
  const rules = [...art.replace(/\/\*.*?\*\//gs, '').matchAll(/\.art \.([a-z0-9-]+)\s*\{([^}]*)\}/g)].map(
    ([, name = '', body = '']) => ({ name, body: body.replace(/\s+/g, ' ').trim() }),
  );
  const painted = ({ name, body }: (typeof rules)[number], theme: Theme): string =>
    `.${name}{${body.replace(/var\(--([a-z0-9-]+)\)/g, (_, token: string) => {
      const pair = colours.get(token);
      if (pair === undefined) throw new Error(`no token --${token}`);
      return pair[theme];
    })}}`;
  const sheet = (chosen: typeof rules): string => {
    const dark = chosen.filter(({ body }) => body.includes('var('));
    return `${chosen.map((rule) => painted(rule, 0)).join('')}@media (prefers-color-scheme:dark){${dark.map((rule) => painted(rule, 1)).join('')}}`;
  };
  return {
    whole: sheet(rules),
    of: (svg) => {
      const used = new Set([...svg.matchAll(/class="([^"]*)"/g)].flatMap(([, names = '']) => names.split(/\s+/)));
      return sheet(rules.filter(({ name }) => used.has(name)));
    },
  };
}

function coloursOf(tokens: string): ReadonlyMap<string, readonly [string, string]> {
  const colours = new Map<string, readonly [string, string]>();
  for (const [, name = '', value = ''] of tokens.matchAll(/--([a-z0-9-]+):\s*((?:light-dark\()?oklch\([^;]+);/g)) {
    const [light, dark = light] = [...value.matchAll(/oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)/g)].map(([, l, c, h]) =>
      hexOf(Number(l), Number(c), Number(h)),
    );
    if (light !== undefined && dark !== undefined) colours.set(name, [light, dark]);
  }
  return colours;
}

/** An OKLCH colour in sRGB, clipped. Source: Björn Ottosson's OKLab matrices. */
function hexOf(l: number, c: number, h: number): string {
  const a = c * Math.cos((h * Math.PI) / 180);
  const b = c * Math.sin((h * Math.PI) / 180);
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return `#${[
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ]
    .map((linear) => {
      const x = Math.min(1, Math.max(0, linear));
      const shown = x <= 0.0031308 ? 12.92 * x : 1.055 * x ** (1 / 2.4) - 0.055;
      return Math.round(shown * 255)
        .toString(16)
        .padStart(2, '0');
    })
    .join('')}`;
}
