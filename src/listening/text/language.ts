import type { NormalisedText } from '../../text/index.ts';
import { isSyllable, KIND, LETTER, STRIPPED } from '../../text/index.ts';

/** Frequent words of Vietnamese without diacritics that are not frequent English words. */
const COMMON = new Set(
  (
    'la va cua co khong duoc cho nguoi nay nhung voi mot cac da trong minh ban gi thi di roi nhu ma cung lai lam nhieu biet con phai den ' +
    'anh em oi noi nha qua sao vay day dau nao khi nghe thay nhat viet nam hoc truong lop gio ngay bao het nua tieng vui dep thich yeu toi ' +
    'chi ai neu vi sau truoc nen muon moi tat ca chung ta ho no hay rat hon lon nho tien mua ban xem hoi nghi lam on xin chao cam deu tu'
  ).split(' '),
);
/** Words that look like Vietnamese syllables and are English, Indonesian or French words; and words that speak for those languages. */
const FOREIGN = new Set(
  (
    'the to and of in is it you that he was for on are with as his they at be this have from or had by but not what all were we when your can ' +
    'said there use an each which she do how their if will up other about out many then them these so some her would make like him into time ' +
    'has look more go see no way could my than been call who its now find long down day did get come made may part dan yang di ini itu untuk ' +
    'dengan tidak akan saya kamu ada juga sudah bisa dari pada les des une est que pour dans qui sur pas avec son'
  ).split(' '),
);

/** Letters that hardly any other language writes. */
const OWN = new Set('đơưăâêôạảãậẩẫặẳẵắằấầẻẽẹếềểễệỉĩịỏọốồổỗộớờởỡợủũụứừửữựỳỷỹỵ');

/**
 * How likely a text is Vietnamese, 0..1; 0.5 where it has too few words to say. From three facts: letters that Vietnamese alone writes,
 * words that have the shape of its syllables, and frequent words for and against. Works without diacritics too, less surely.
 */
export function isVietnamese(n: NormalisedText): { readonly vietnamese: number } {
  const { text, stripped } = n;
  let words = 0;
  let marked = 0;
  let syllables = 0;
  let common = 0;
  let foreign = 0;
  for (let at = 0; at < text.length && words < 400; ) {
    if (KIND[text.charCodeAt(at)] !== LETTER) {
      at += 1;
      continue;
    }
    let end = at;
    let own = false;
    for (; end < text.length && KIND[text.charCodeAt(end)] === LETTER; end += 1) {
      const unit = text.charCodeAt(end);
      if (STRIPPED[unit] !== unit && OWN.has(text[end] as string)) own = true;
    }
    const word = stripped.slice(at, end);
    words += 1;
    if (own) marked += 1;
    if (isSyllable(word)) syllables += 1;
    else foreign += 1;
    if (COMMON.has(word)) common += 1;
    else if (!own && FOREIGN.has(word)) foreign += 1;
    at = end;
  }
  if (words === 0) return { vietnamese: 0.5 };
  const part = (count: number) => count / words;
  const evidence = 6 * part(marked) + 2.5 * part(syllables) + 4 * part(common) - 5 * part(foreign) - 1.2;
  // Few words are little evidence: the estimate leaves 0.5 slowly.
  return { vietnamese: 1 / (1 + Math.exp(-evidence * Math.min(2.2, 0.6 + words / 6))) };
}
