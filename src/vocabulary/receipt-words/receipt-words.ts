/**
 * The words of receipts: 64 things that a child of nine knows and can draw, each with one of 32 qualities that can be drawn too
 * ("mèo xanh": green cat). 64 x 32 = 2,048 words, eleven bits each. Thing and quality are frozen in their order: receipts in people's
 * hands depend on it. One that has to go gets another in its place and stands below with those of before, which stay readable for ever.
 *
 * A word's own form, which is stored nowhere and goes into the key, is without diacritics and spaces ("meoxanh"). People see and type
 * the spelled form; `read-receipt-words.ts` reads whatever a keyboard makes of it.
 *
 * How they were chosen: no word, spelled or without diacritics, is vulgar, frightening, of the body, an insult or mainly a name
 * (`receipt-words-review.ts`); no two are the same once diacritics, the keys that Telex and VNI take for themselves, and letters that
 * such a keyboard swallows are gone (a test tries all of them).
 */

import { fold } from '../language/fold.pure.ts';

export interface ReceiptThing {
  /** Without diacritics and spaces; names the drawing. */
  readonly key: string;
  readonly vi: string;
  readonly en: string;
}

const list = (text: string): readonly ReceiptThing[] =>
  Object.freeze(
    text
      .trim()
      .split('\n')
      .map((line) => {
        const [vi = '', en = ''] = line.split('|').map((part) => part.trim());
        return { key: fold(vi).replaceAll(' ', ''), vi, en };
      }),
  );

/** The value 0 to 63 is the place in this list. */
export const receiptThings: readonly ReceiptThing[] = list(`
  mèo | cat
  voi | elephant
  thỏ | rabbit
  gấu | bear
  vịt | duck
  ong | bee
  kiến | ant
  rùa | turtle
  cua | crab
  tôm | shrimp
  cá | fish
  ốc sên | snail
  hươu | deer
  nhím | hedgehog
  ếch | frog
  cừu | sheep
  mực | squid
  chuồn chuồn | dragonfly
  khủng long | dinosaur
  sen | lotus
  bạch tuộc | octopus
  vợt | racket
  va li | suitcase
  bánh chưng | square rice cake
  cà rốt | carrot
  xoài | mango
  bánh mì | bread
  kem | ice cream
  chanh | lemon
  táo | apple
  cây | tree
  cà chua | tomato
  bút | pencil
  sách | book
  ba lô | rucksack
  chong chóng | pinwheel
  nhà | house
  ghế | chair
  quạt | fan
  vẹt | parrot
  thìa | spoon
  đĩa | plate
  chảo | pan
  chuông | bell
  trống | drum
  đồng hồ | clock
  đàn | guitar
  diều | kite
  thiên nga | swan
  thuyền | sailing boat
  nón | palm-leaf hat
  tê giác | rhinoceros
  giày | shoe
  gương | mirror
  túi | bag
  mặt trời | sun
  bàn chải | brush
  lều | tent
  neo | anchor
  đom đóm | firefly
  cầu vồng | rainbow
  chìa | key
  lược | comb
  xe đạp | bicycle
`);

/** The value 0 to 31 is the place in this list. */
export const receiptQualities: readonly ReceiptThing[] = list(`
  xanh | green
  đỏ | red
  vàng | yellow
  tím | purple
  hồng | pink
  nâu | brown
  đen | black
  trắng | white
  xám | grey
  cam | orange
  sọc | striped
  chấm | dotted
  hoa | with flowers
  kính | with glasses
  lá | with leaves
  to | big
  mini | tiny
  hát | singing
  tròn | in a circle
  vuông | in a square
  ngược | upside down
  nghiêng | tilted
  mưa | in the rain
  nắng | in the sun
  mây | in the clouds
  gió | in the wind
  tuyết | in the snow
  biển | at sea
  bay | flying
  vui | happy
  nơ | with a bow
  hộp | in a box
`);

/** What stood in the place of another until the words were read for harm; why each went is told in `receipt-words-review.ts`. */
const before: ReadonlyMap<string, ReceiptThing> = new Map(
  Object.entries({
    'bạch tuộc': 'nấm | mushroom',
    vợt: 'tre | bamboo',
    'bánh chưng': 'dứa | pineapple',
    xoài: 'bí | pumpkin',
    'ba lô': 'cặp | school bag',
    'chong chóng': 'thước | ruler',
    vẹt: 'chổi | broom',
    chảo: 'cốc | mug',
    'đồng hồ': 'kèn | trumpet',
    'thiên nga': 'tàu | ship',
    gương: 'khăn | scarf',
    'bàn chải': 'thang | ladder',
    'đom đóm': 'phao | swim ring',
    'ốc sên': 'ốc | snail',
    'va li': 'lê | pear',
    'tê giác': 'áo | shirt',
    mini: 'bé | small',
    hát: 'dài | long',
  }).map(([now, was]) => [fold(now).replaceAll(' ', ''), list(was)[0] as ReceiptThing]),
);
const asBefore = (parts: readonly ReceiptThing[]) => parts.map((part) => before.get(part.key) ?? part);

interface ReceiptWordParts {
  readonly thing: ReceiptThing;
  readonly quality: ReceiptThing;
}

const pairs = (things: readonly ReceiptThing[], qualities: readonly ReceiptThing[]): ReceiptWordParts[] =>
  things.flatMap((thing) => qualities.map((quality) => ({ thing, quality })));
const wordOf = ({ thing, quality }: ReceiptWordParts) => thing.key + quality.key;

const nowPairs = pairs(receiptThings, receiptQualities);
const earlierPairs = pairs(asBefore(receiptThings), asBefore(receiptQualities));

/** The list; index 0 to 2047 is the value of eleven bits: six of the thing, five of the quality. */
export const receiptWords: readonly string[] = Object.freeze(nowPairs.map(wordOf));

/** The list as it was given out until 27 November 2026, in its order. */
export const earlierReceiptWords: readonly string[] = Object.freeze(earlierPairs.map(wordOf));

const partsByWord: ReadonlyMap<string, ReceiptWordParts> = new Map(
  [...earlierPairs, ...nowPairs].map((parts) => [wordOf(parts), parts]),
);

/** The thing and the quality of a word, of the list or of its earlier form; undefined for others, as those of the first list. */
export function partsOfReceiptWord(word: string): ReceiptWordParts | undefined {
  return partsByWord.get(word);
}
