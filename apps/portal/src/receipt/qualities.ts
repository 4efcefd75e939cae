import type { Paint } from './things.ts';

/** Colours of a drawing: body, its shade, its light, and the ink on it. The card is light paper in both themes, so these are fixed. */
interface Tint {
  readonly b: string;
  readonly s: string;
  readonly l: string;
  readonly d: string;
  /** Lines, which run over the body and beside it. */
  readonly k: string;
}

const INK = '#26332d';
const tint = (b: string, s: string, l: string, d = INK, k = d): Tint => ({ b, s, l, d, k });

/** Words without a colour are drawn in line on paper, so that nobody reads a colour out of them. */
export const PLAIN = tint('#f4ecd8', '#8a7f68', '#e0d2b0');

export const colours: Readonly<Record<string, Tint>> = {
  xanh: tint('#3f9d5d', '#256b3d', '#9ed8ae'),
  do: tint('#d8392f', '#962019', '#f2a39b'),
  vang: tint('#f5c518', '#a97f00', '#fdeb9e'),
  tim: tint('#7d4bb0', '#52297d', '#c3a6e3'),
  hong: tint('#f08bb4', '#bb4d7c', '#fbd3e2'),
  nau: tint('#8b5a34', '#5b371b', '#cfa684'),
  den: tint('#33363a', '#0d0e10', '#83888f', '#f4f1e8', '#83888f'),
  trang: tint('#ffffff', '#939995', '#dde3df'),
  xam: tint('#9aa0a3', '#64696c', '#cfd4d6'),
  cam: tint('#f08a24', '#b05a06', '#fbcd98'),
};

/** Paints that no quality changes. */
export const fixed: Readonly<Partial<Record<Paint, string>>> = {
  w: '#fffdf6',
  a: '#e9a23b',
  g: '#5fa35a',
  n: '#a9794c',
};

const TINY = 'translate(17 26) scale(.48)';

/** How a quality sets the drawing on its field, as an SVG transform. */
export const settings: Readonly<Record<string, string>> = {
  to: 'translate(-7 -7) scale(1.22)',
  mini: TINY,
  be: TINY,
  hat: 'translate(2 15) scale(.76)',
  dai: 'translate(-2 17) scale(1.06 .5)',
  tron: 'translate(12 12) scale(.62)',
  vuong: 'translate(12 12) scale(.62)',
  nguoc: 'rotate(180 32 32) translate(6 6) scale(.8)',
  nghieng: 'rotate(38 32 32) translate(8 8) scale(.75)',
  mua: 'translate(10 21) scale(.66)',
  nang: 'translate(2 18) scale(.7)',
  may: 'translate(9 2) scale(.72)',
  gio: 'translate(17 8) scale(.72)',
  tuyet: 'translate(11 8) scale(.66)',
  bien: 'translate(9 0) scale(.72)',
  bay: 'translate(15 14) scale(.53)',
  vui: 'translate(1 16) scale(.72)',
  no: 'translate(9 15) scale(.72)',
  kinh: 'translate(6 10) scale(.82)',
  hop: 'translate(12 1) scale(.62)',
  hoa: 'translate(10 3) scale(.69)',
  la: 'translate(10 3) scale(.69)',
};

/** What a quality puts behind the drawing or before it: a fill (f) or a line (l), its colour, and a path. */
export type Extra = readonly ['f' | 'l', string, string];
const flower = (x: number, y: number): Extra[] => [
  [
    'f',
    '#f08bb4',
    `M${x} ${y - 7}c4 0 4 5 1 7 4-1 7 3 4 6-2 2-5 1-5-1-1 4-6 4-7 1-1-2 1-4 3-5-4-1-4-6-1-7 2-1 4 0 5 2 0-1-1-3 0-3z`,
  ],
  ['f', '#f5c518', `M${x - 2} ${y}a2.300 2.300 0 1 0 4.600 0a2.300 2.300 0 1 0-4.600 0z`],
];
const leaf = (x: number, y: number, turn: 1 | -1): Extra => [
  'f',
  '#5fa35a',
  `M${x} ${y}c${4 * turn} -9 ${12 * turn} -11 ${18 * turn} -8 ${-2 * turn} 8 ${-10 * turn} 12 ${-18 * turn} 8z`,
];
const flake = (x: number, y: number): Extra => [
  'l',
  '#4f9cc4',
  `M${x - 3} ${y}h6M${x} ${y - 3}v6M${x - 2} ${y - 2}l4 4M${x + 2} ${y - 2}l-4 4`,
];
const CLOUD = 'c-5 0-7-7-2-9 0-7 9-8 11-3 6-2 9 3 7 6 4 1 3 6-1 6z';

const RULER: Extra = ['l', '#8a7f68', 'M4 58h56M10 58V8M6 8h8M10 20h4M10 32h4M10 44h4'];
const note = (x: number, y: number): Extra[] => [
  ['f', '#3b6fb8', `M${x} ${y}a4.500 3.500 0 1 0 9 0a4.500 3.500 0 1 0-9 0z`],
  ['l', '#3b6fb8', `M${x + 8} ${y}V${y - 14}c2 3 5 3 6 7`],
];

export const before: Readonly<Record<string, readonly Extra[]>> = {
  hoa: [...flower(10, 54), ...flower(32, 57), ...flower(54, 54)],
  la: [leaf(8, 60, 1), leaf(30, 62, 1), leaf(56, 60, -1), leaf(36, 62, -1)],
  mua: [
    ['f', '#9fb2bf', `M22 15${CLOUD}`],
    ['f', '#9fb2bf', `M38 16${CLOUD}`],
    ['l', '#3b86b8', 'M8 22l-3 7M20 20l-2 6M44 20l-2 6M56 22l-3 7M4 36l-2 6M60 36l-3 7M6 50l-2 6M60 52l-2 6'],
  ],
  may: [
    ['f', '#c9d6de', `M4 60${CLOUD}`],
    ['f', '#dfe8ed', `M22 62${CLOUD}`],
    ['f', '#c9d6de', `M42 60${CLOUD}`],
    ['f', '#c9d6de', 'M2 56h60v6H2z'],
  ],
  gio: [['l', '#5c8fb0', 'M2 18h16c6 0 6-8 1-8-3 0-4 2-4 4M2 30h12M2 42h18c6 0 6 9 0 9-3 0-4-2-4-4M6 54h5']],
  tuyet: [
    flake(8, 10),
    flake(56, 12),
    flake(6, 30),
    flake(59, 34),
    flake(32, 4),
    ['f', '#d7e7f0', 'M2 54c8-6 14 0 20-2s12-4 20 0 14-2 20 2v8H2z'],
  ],
  bien: [
    ['f', '#6db3d6', 'M0 46c5-5 10-5 16 0s10 5 16 0 10-5 16 0 10 5 16 0v18H0z'],
    ['l', '#2f7da8', 'M2 54c4-4 8-4 12 0s8 4 12 0 8-4 12 0 8 4 12 0 8-4 12 0'],
  ],
  vui: [
    ['f', '#f5c518', 'M40 14a11 11 0 1 0 22 0a11 11 0 1 0-22 0z'],
    ['l', INK, 'M45 16c2 6 10 6 12 0M47 10v2M55 10v2'],
  ],
  no: [
    ['f', '#d8392f', 'M32 12 16 4c-3 4-3 12 0 16zM32 12l16-8c3 4 3 12 0 16z'],
    ['f', '#962019', 'M28 8h8v8h-8z'],
  ],
  kinh: [
    [
      'l',
      INK,
      'M10 30a9 9 0 1 0 18 0a9 9 0 1 0-18 0M36 30a9 9 0 1 0 18 0a9 9 0 1 0-18 0M28 29c2-3 6-3 8 0M10 28l-6-3M54 28l6-3',
    ],
  ],
  hat: [...note(30, 17), ...note(47, 22)],
  hop: [
    ['f', '#c79a63', 'M6 38h52v22H6z'],
    ['f', '#a9794c', 'M6 38 0 46h20l6-8zM58 38l6 8H44l-6-8z'],
    ['l', '#6d4a28', 'M6 38h52v22H6z'],
  ],
};

export const behind: Readonly<Record<string, readonly Extra[]>> = {
  tron: [
    ['f', '#fff4c7', 'M2 32a30 30 0 1 0 60 0a30 30 0 1 0-60 0z'],
    ['l', INK, 'M3 32a29 29 0 1 0 58 0a29 29 0 1 0-58 0'],
  ],
  vuong: [
    ['f', '#d9ecf5', 'M3 3h58v58H3z'],
    ['l', INK, 'M3 3h58v58H3z'],
  ],
  nang: [
    ['f', '#f5b518', 'M44 14a9 9 0 1 0 18 0a9 9 0 1 0-18 0z'],
    ['l', '#e08f00', 'M40 14h-5M42 22l-4 4M53 27v5M62 24l2 2M42 6l-3-3'],
  ],
  bay: [
    ['f', '#bcd9ea', 'M18 38C4 34-2 20 2 10c8 4 16 12 20 22zM46 38c14-4 20-18 16-28-8 4-16 12-20 22z'],
    [
      'l',
      '#5c8fb0',
      'M18 38C4 34-2 20 2 10M46 38c14-4 20-18 16-28M6 26c4 4 8 6 12 6M58 26c-4 4-8 6-12 6M24 54v6M32 56v6M40 54v6',
    ],
  ],
  mini: [RULER],
  be: [RULER],
  dai: [['l', '#8a7f68', 'M4 54h56M8 50l-4 4 4 4M56 50l4 4-4 4']],
  nguoc: [['l', '#8a7f68', 'M4 4h56M8 4v3M20 4v3M32 4v3M44 4v3M56 4v3']],
};
