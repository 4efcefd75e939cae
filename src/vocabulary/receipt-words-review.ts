/**
 * What a receipt word must never be, and who has read the list. The words stand on a paper that a child may have to explain.
 */

export interface ReceiptWordsReader {
  /** What the reader does: `child-protection`, `language`. */
  readonly field: string;
  readonly day: string;
  /** Digest of the things and qualities that were read (`receiptWordsDigest` of the test). */
  readonly digest: string;
}

/**
 * Two people read every word, spelled and without diacritics, before the list counts as reviewed: one who works with children, one who
 * knows the language and its slang in north and south. Nobody has yet.
 */
export const receiptWordsReview: { readonly reviewed: readonly ReceiptWordsReader[]; readonly verified: boolean } = {
  reviewed: [],
  verified: false,
};

const forbidden = {
  /** Vulgar or sexual, as a word or in common slang. */
  vulgar:
    'buồi, cặc, lồn, đít, địt, đụ, đĩ, cu, cu to, bướm, chim, chim to, vú, ti, mông, mu, hôn, hiếp, dâm, bú, liếm, sướng, bưởi, đào, bánh bao, ' +
    'sò, trứng, trứng to, chuối, dưa chuột, núi đôi, hai hòn, lọ, sóc lọ, đèn đỏ, giường, trần truồng, cởi, ngủ, ướt, nứng, cứng, ham, gái, trai',
  /** Of the body, or of what is done to it. */
  body: 'ngực, mông, bụng, đùi, lông, máu, xương, tim, đầu, tay, chân, sờ, ôm, chụp, quay, ảnh, hình, cắt, rạch',
  /** Frightens, or names a harm, a weapon, death, leaving a child alone. */
  fear:
    'bỏ con, chết, giết, đánh, đòn, súng, dao, kéo, búa, ma, quỷ, thuốc, rượu, độc, tù, bắt, trộm, cướp, nhốt, đau, khóc, sợ, cháy, lửa, bom, ' +
    'nhảy lầu, treo, thắt, chó, rắn, sâu, giếng, lạc, mất, đá',
  /** Said to hurt somebody. */
  insult:
    'ngu, béo, lùn, gầy, xấu, điên, khùng, lợn, heo, bò, trâu, khỉ, dê, gà, cáo, bóng, què, mù, câm, điếc, đần, hèn, dốt, ngố, lười',
  /** Politics, religion, people. */
  side: 'cờ, cờ vàng, cờ đỏ, phật, chúa, đảng, lính, vua, cô, chú, bác, bố, mẹ, anh, chị',
};

/** Words that no receipt word may be or hold as a part, spelled with diacritics, by reason. */
export const forbiddenReceiptWords: { readonly [reason in keyof typeof forbidden]: readonly string[] } = {
  vulgar: forbidden.vulgar.split(', '),
  body: forbidden.body.split(', '),
  fear: forbidden.fear.split(', '),
  insult: forbidden.insult.split(', '),
  side: forbidden.side.split(', '),
};

/**
 * What no word may read as where somebody drops the diacritics. Whole words only: a single syllable without diacritics has a dozen readings,
 * one of which is always bad.
 */
export const forbiddenWithoutMarks: readonly string[] = [
  'bo con',
  'be trai',
  'cu to',
  'cu bo',
  'chim to',
  'vu to',
  'du me',
  'do ngu',
  'con cho',
  'bu lon',
  'an cut',
  'lon to',
  'ho lon',
  'mu to',
  'ti hong',
  'trung to',
  'nui to',
  'den do',
  'cho den',
  'co do',
  'co vang',
];
