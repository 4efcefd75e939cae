/**
 * What a receipt word must never be, and who has read the list. The words stand on a paper that a child may have to explain.
 */

/** One reading of words, spelled and without diacritics. */
export interface ReceiptWordsReading {
  /** Which words: each of these things with each of these qualities, in this order of reading. */
  readonly things: string;
  readonly qualities: string;
  readonly order: 'by thing' | 'by quality';
  readonly day: string;
  readonly lookedFor: string;
  /** What went because of it, and why. */
  readonly found: Readonly<Record<string, string>>;
}

const HARM =
  'every word as written, without diacritics, with another tone, and with one letter read wrong: sex and the body, violence, illness, drugs, ' +
  'death and mourning, insults and body shaming, what a child or a person may be called, slang of the north, the centre and the south, ' +
  'words that a keyboard makes of the keys of Telex and VNI';

const HEARERS =
  'what a classmate who wants to hurt would make of it, what a grandmother from the south would hear, what a child of six would see and read aloud';

/**
 * Readings by the project. Every word in use stands in two of them, of different orders; one that is changed counts as unread until it was
 * read twice again. `verified` says whether a child protection specialist and children have read the list too: nobody has yet.
 */
export const receiptWordsReview: { readonly readings: readonly ReceiptWordsReading[]; readonly verified: boolean } = {
  readings: [
    {
      things:
        'mèo, voi, thỏ, gấu, vịt, ong, kiến, rùa, cua, tôm, cá, ốc, hươu, nhím, ếch, cừu, mực, chuồn chuồn, khủng long, sen, nấm, tre, lê, dứa, ' +
        'cà rốt, bí, bánh mì, kem, chanh, táo, cây, cà chua, bút, sách, cặp, thước, nhà, ghế, quạt, chổi, thìa, đĩa, cốc, chuông, trống, kèn, đàn, ' +
        'diều, tàu, thuyền, nón, áo, giày, khăn, túi, mặt trời, thang, lều, neo, phao, cầu vồng, chìa, lược, xe đạp',
      qualities:
        'xanh, đỏ, vàng, tím, hồng, nâu, đen, trắng, xám, cam, sọc, chấm, hoa, kính, lá, to, bé, dài, tròn, vuông, ngược, nghiêng, mưa, nắng, mây, ' +
        'gió, tuyết, biển, bay, vui, nơ, hộp',
      order: 'by thing',
      day: '2026-11-27',
      lookedFor: HARM,
      found: {
        bé: 'also means a child or a girl, so that things which are also verbs do something to her: cua bé (flirt), cặp bé, quạt bé; choi be, cuu be, quat be',
        dài: 'dai is also urine and the body: tui dai, tao dai, bi dai',
        nấm: 'nấm lùn is said to the short; an infection; shape of the body; nam cam is a criminal known by name',
        tre: 'tre is read as a child: tre cam (mute), tre cham (slow), tre hong (spoilt)',
        dứa: 'dua is read as a child, rudely: dua cam, dua cham, dua den; another fruit in the south',
        bí: 'bi is the body in slang, and what is done to somebody: bi to, bi dai, bi hong',
        cặp: 'a couple, and slang for breasts: cặp to, cặp tròn; cặp bé is to go out with a child',
        thước: 'one mark from medicine and tobacco: thước lá, thuoc la, thuoc vui; what children are beaten with',
        chổi: 'choi is to play, to take drugs and to have sex: choi do, choi be, choi dai',
        cốc: 'an English vulgar word by its sound; cốc bé is to knock a child on the head',
        kèn: 'thổi kèn is vulgar slang: kèn to, kèn dài; played at funerals',
        tàu: 'said rudely of the Chinese: tàu đỏ, tàu đen; with hoa it is also the train',
        khăn: 'khăn trắng is worn in mourning',
        thang: 'thang is read as a fellow, rudely: thang den, thang cam, thang be',
        phao: 'paper to cheat with at school, and padding of the body',
      },
    },
    {
      things:
        'bạch tuộc, vợt, bánh chưng, xoài, ba lô, chong chóng, vẹt, chảo, đồng hồ, thiên nga, gương, bàn chải, dép',
      qualities:
        'xanh, đỏ, vàng, tím, hồng, nâu, đen, trắng, xám, cam, sọc, chấm, hoa, kính, lá, to, mini, hát, tròn, vuông, ngược, nghiêng, mưa, nắng, mây, ' +
        'gió, tuyết, biển, bay, vui, nơ, hộp',
      order: 'by thing',
      day: '2026-11-27',
      lookedFor: HARM,
      found: {},
    },
    {
      things:
        'mèo, voi, thỏ, gấu, vịt, ong, kiến, rùa, cua, tôm, cá, ốc, hươu, nhím, ếch, cừu, mực, chuồn chuồn, khủng long, sen, lê, cà rốt, bánh mì, kem, ' +
        'chanh, táo, cây, cà chua, bút, sách, nhà, ghế, quạt, thìa, đĩa, chuông, trống, đàn, diều, thuyền, nón, áo, giày, túi, mặt trời, lều, neo, ' +
        'cầu vồng, chìa, lược, xe đạp',
      qualities: 'mini, hát',
      order: 'by thing',
      day: '2026-11-27',
      lookedFor: HARM,
      found: {},
    },
    {
      things:
        'mèo, voi, thỏ, gấu, vịt, ong, kiến, rùa, cua, tôm, cá, ốc, hươu, nhím, ếch, cừu, mực, chuồn chuồn, khủng long, sen, bạch tuộc, vợt, lê, ' +
        'bánh chưng, cà rốt, xoài, bánh mì, kem, chanh, táo, cây, cà chua, bút, sách, ba lô, chong chóng, nhà, ghế, quạt, vẹt, thìa, đĩa, chảo, ' +
        'chuông, trống, đồng hồ, đàn, diều, thiên nga, thuyền, nón, áo, giày, gương, túi, mặt trời, lều, neo, bàn chải, dép, cầu vồng, chìa, lược, xe đạp',
      qualities:
        'xanh, đỏ, vàng, tím, hồng, nâu, đen, trắng, xám, cam, sọc, chấm, hoa, kính, lá, to, mini, hát, tròn, vuông, ngược, nghiêng, mưa, nắng, mây, ' +
        'gió, tuyết, biển, bay, vui, nơ, hộp',
      order: 'by quality',
      day: '2026-11-27',
      lookedFor: HEARERS,
      found: {
        áo: 'áo lá is underwear of girls',
        lê: 'a family name: lê hoa, lê hồng and lê tuyết are people, who may be suspected of being told',
        ốc: 'oc mini is a tiny brain',
        dép: 'thrown at children and used to hit them: dép bay',
      },
    },
    {
      things: 'ốc sên, va li, tê giác, đom đóm',
      qualities:
        'xanh, đỏ, vàng, tím, hồng, nâu, đen, trắng, xám, cam, sọc, chấm, hoa, kính, lá, to, mini, hát, tròn, vuông, ngược, nghiêng, mưa, nắng, mây, ' +
        'gió, tuyết, biển, bay, vui, nơ, hộp',
      order: 'by thing',
      day: '2026-11-27',
      lookedFor: HARM,
      found: {},
    },
    {
      things: 'ốc sên, va li, tê giác, đom đóm',
      qualities:
        'xanh, đỏ, vàng, tím, hồng, nâu, đen, trắng, xám, cam, sọc, chấm, hoa, kính, lá, to, mini, hát, tròn, vuông, ngược, nghiêng, mưa, nắng, mây, ' +
        'gió, tuyết, biển, bay, vui, nơ, hộp',
      order: 'by quality',
      day: '2026-11-27',
      lookedFor: HEARERS,
      found: {},
    },
  ],
  verified: false,
};

const forbidden = {
  /** Vulgar or sexual, as a word or in common slang. */
  vulgar:
    'buồi, cặc, lồn, đít, địt, đụ, đĩ, cu, cu to, bướm, chim, chim to, vú, ti, mông, mu, hôn, hiếp, dâm, bú, liếm, sướng, bưởi, đào, bánh bao, ' +
    'sò, trứng, trứng to, kèn, cặp, phao, nấm, chuối, dưa chuột, núi đôi, hai hòn, lọ, sóc lọ, đèn đỏ, giường, trần truồng, cởi, ngủ, ướt, nứng, cứng, ham, gái, trai',
  /** Of the body, or of what is done to it. */
  body: 'bi, khe, ngực, mông, bụng, đùi, lông, máu, xương, tim, đầu, tay, chân, sờ, ôm, chụp, quay, ảnh, hình, cắt, rạch',
  /** Frightens, or names a harm, a weapon, death, leaving a child alone. */
  fear:
    'bỏ con, chết, giết, đánh, đòn, súng, dao, kéo, búa, ma, quỷ, thuốc, rượu, độc, tù, bắt, trộm, cướp, nhốt, đau, khóc, sợ, cháy, lửa, bom, ' +
    'nhảy lầu, treo, thắt, chó, rắn, sâu, giếng, lạc, mất, đá, khăn trắng, thuốc lá, thước, dép',
  /** Said to hurt somebody. */
  insult:
    'ngu, béo, lùn, gầy, xấu, điên, khùng, lợn, heo, bò, trâu, khỉ, dê, gà, cáo, bóng, què, mù, câm, điếc, đần, hèn, dốt, ngố, lười',
  /** Politics, religion, people. */
  side: 'cờ, cờ vàng, cờ đỏ, phật, chúa, đảng, lính, vua, cô, chú, bác, bố, mẹ, anh, chị, bé, trẻ, đứa, thằng, con, tàu',
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
  'choi be',
  'choi do',
  'choi dai',
  'thuoc la',
  'thuoc vui',
  'cua be',
  'cuu be',
  'quat be',
  'bi to',
  'bi dai',
  'bi hong',
  'tui dai',
  'tao dai',
  'tre cam',
  'tre cham',
  'tre hong',
  'dua be',
  'dua cam',
  'dua cham',
  'thang be',
  'thang den',
  'thang cam',
  'nam cam',
  'oc mini',
  'ao la',
  'le hoa',
  'le hong',
  'le tuyet',
  'thoi ken',
];
