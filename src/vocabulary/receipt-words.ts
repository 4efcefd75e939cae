/**
 * The words of receipts: 64 things that a child of nine knows and can draw, each with one of 32 qualities that can be drawn too
 * ("mèo xanh": green cat). 64 x 32 = 2,048 words, eleven bits each. Thing and quality are frozen in their order: receipts in people's
 * hands depend on it. A thing or quality that has to go is replaced by another list beside this one, as this one did with the first.
 *
 * A word's own form, which is stored nowhere and goes into the key, is without diacritics and spaces ("meoxanh"). People see and type
 * the spelled form; `read-receipt-words.ts` reads whatever a keyboard makes of it.
 *
 * How they were chosen: no word, spelled or without diacritics, is vulgar, frightening, of the body, an insult or mainly a name
 * (`receipt-words-review.ts`); no two are the same once diacritics, the keys that Telex and VNI take for themselves, and letters that
 * such a keyboard swallows are gone (a test tries all of them).
 */

import { fold } from './fold.ts';

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
  ốc | snail
  hươu | deer
  nhím | hedgehog
  ếch | frog
  cừu | sheep
  mực | squid
  chuồn chuồn | dragonfly
  khủng long | dinosaur
  sen | lotus
  nấm | mushroom
  tre | bamboo
  lê | pear
  dứa | pineapple
  cà rốt | carrot
  bí | pumpkin
  bánh mì | bread
  kem | ice cream
  chanh | lemon
  táo | apple
  cây | tree
  cà chua | tomato
  bút | pencil
  sách | book
  cặp | school bag
  thước | ruler
  nhà | house
  ghế | chair
  quạt | fan
  chổi | broom
  thìa | spoon
  đĩa | plate
  cốc | mug
  chuông | bell
  trống | drum
  kèn | trumpet
  đàn | guitar
  diều | kite
  tàu | ship
  thuyền | sailing boat
  nón | palm-leaf hat
  áo | shirt
  giày | shoe
  khăn | scarf
  túi | bag
  mặt trời | sun
  thang | ladder
  lều | tent
  neo | anchor
  phao | swim ring
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
  bé | small
  dài | long
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

/** The list; index 0 to 2047 is the value of eleven bits: six of the thing, five of the quality. */
export const receiptWords: readonly string[] = Object.freeze(
  receiptThings.flatMap((thing) => receiptQualities.map((quality) => thing.key + quality.key)),
);

const indexByWord: ReadonlyMap<string, number> = new Map(receiptWords.map((word, index) => [word, index]));

/** The thing and the quality of a word; undefined for one that is not in the list, as those of the first list. */
export function partsOfReceiptWord(
  word: string,
): { readonly thing: ReceiptThing; readonly quality: ReceiptThing } | undefined {
  const index = indexByWord.get(word);
  if (index === undefined) return undefined;
  return { thing: receiptThings[index >> 5] as ReceiptThing, quality: receiptQualities[index & 31] as ReceiptThing };
}
