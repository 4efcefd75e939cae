/**
 * The words we use and the words we avoid, as data. Source: Terminology Guidelines, 2nd ed. (2025); Vietnamese wording ours after
 * official usage. Legal names that a statute or a wire format spells otherwise are allowed only as the exact phrases listed below.
 */

export interface PreferredTerm {
  readonly code: string;
  readonly use: { readonly vi: string; readonly en: string };
  /** Patterns of what not to write. Case is ignored, diacritics count (“ấu dâm” is found, “au dam” is not). */
  readonly avoid: readonly RegExp[];
  readonly why: string;
  readonly source: string;
  readonly verified: boolean;
}

const en = (body: string): RegExp => new RegExp(`(?<![\\p{L}\\p{N}_])(?:${body})(?![\\p{L}\\p{N}_])`, 'giu');
const vi = en;
const base = {
  source:
    'Terminology Guidelines for the Protection of Children from Sexual Exploitation and Sexual Abuse, 2nd ed. (2025)',
  verified: true,
} as const;

export const terminology: readonly PreferredTerm[] = [
  {
    ...base,
    code: 'csam',
    use: { vi: 'tài liệu xâm hại tình dục trẻ em (CSAM)', en: 'child sexual abuse material (CSAM)' },
    avoid: [
      en('(?:child|children’?s|infant|underage) porn(?:ography|ographic material)?'),
      en('(?:kiddie|kid|kids|cp) porn'),
      vi(
        '(?:văn hóa phẩm |văn hoá phẩm |phim |ảnh |nội dung |tài liệu )?khiêu dâm (?:trẻ em|trẻ nhỏ|trẻ vị thành niên)',
      ),
      vi('(?:phim|ảnh|clip|video) (?:sex|đen|nóng) (?:của )?(?:trẻ em|trẻ|học sinh)'),
    ],
    why: 'pornography implies consent of adults; what is shown is abuse',
  },
  {
    ...base,
    code: 'csea',
    use: {
      vi: 'bóc lột và xâm hại tình dục trẻ em (có sự hỗ trợ của công nghệ)',
      en: '(technology-facilitated) child sexual exploitation and abuse',
    },
    avoid: [
      en('online sex with (?:a )?(?:minors?|child(?:ren)?)'),
      en('(?:cyber|virtual) ?sex with (?:a )?(?:minors?|child(?:ren)?)'),
      vi('(?:quan hệ|làm) tình (?:qua mạng|trên mạng|online) với trẻ(?: em)?'),
    ],
    why: 'an act against a child is abuse, not sex',
  },
  {
    ...base,
    code: 'grooming',
    use: {
      vi: 'dụ dỗ, gạ gẫm trẻ em trên mạng vì mục đích tình dục',
      en: 'online solicitation of children for sexual purposes (grooming)',
    },
    avoid: [
      en('(?:romantic |sexual )?relationship with (?:a |an )?(?:minors?|child(?:ren)?|underage (?:girls?|boys?))'),
      en('dating (?:a |an )?(?:minors?|child(?:ren)?|underage (?:girls?|boys?))'),
      vi('(?:hẹn hò|yêu đương|có quan hệ tình cảm) với trẻ(?: em)?'),
      vi('gạ tình trẻ(?: em)?'),
    ],
    why: 'an offender’s approach is no relationship between equals',
  },
  {
    ...base,
    code: 'sexual-extortion',
    use: { vi: 'tống tiền tình dục trẻ em', en: 'sexual extortion of children' },
    avoid: [en('sextortion'), en('sextort(?:ed|ing|ion)?')],
    why: 'the short word hides that it is extortion; allowed as a tag of a wire format only',
  },
  {
    ...base,
    code: 'livestream',
    use: { vi: 'xâm hại tình dục trẻ em phát trực tiếp', en: 'livestreamed child sexual abuse' },
    avoid: [en('webcam child sex tourism'), en('webcam (?:child )?sex')],
    why: 'it is abuse, not tourism',
  },
  {
    ...base,
    code: 'self-generated',
    use: {
      vi: 'nội dung tình dục do trẻ tự tạo (tự nguyện hoặc bị ép)',
      en: 'self-generated sexual material (say whether voluntary or coerced)',
    },
    avoid: [en('sexting'), en('sexted'), vi('(?:ảnh|hình|clip|video) nóng')],
    why: 'a label of the child’s act carries blame and hides coercion',
  },
  {
    ...base,
    code: 'ai-generated',
    use: { vi: 'CSAM tạo bởi AI; hình ảnh bị chỉnh sửa', en: 'AI-generated CSAM; digitally altered image' },
    avoid: [
      en('fake (?:child|victims?)'),
      en('not (?:a )?real victims?'),
      en('fake csam'),
      vi('nạn nhân (?:giả|không có thật)'),
      vi('csam giả'),
    ],
    why: 'the harm to children is real whatever the technique',
  },
  {
    ...base,
    code: 'victim',
    use: { vi: 'nạn nhân, người bị hại, trẻ em bị xâm hại', en: 'victim or survivor' },
    avoid: [
      en('(?:child|underage|teen(?:age)?) prostitutes?'),
      en('prostitutes?'),
      en('consenting (?:child(?:ren)?|minors?)'),
      en('child sex workers?'),
      vi('(?:gái|bé gái|trẻ em|học sinh) (?:bán dâm|mại dâm|bán hoa)'),
      vi('trẻ(?: em)? (?:tự nguyện|đồng thuận) (?:quan hệ|giao cấu)(?: tình dục)?'),
    ],
    why: 'a child cannot consent to exploitation',
  },
  {
    ...base,
    code: 'offender',
    use: { vi: 'người bị nghi vấn, người phạm tội', en: 'alleged offender, convicted offender' },
    avoid: [en('p(?:a)?edophiles?'), en('p(?:a)?edos?'), vi('(?:kẻ |bệnh )?ấu dâm'), vi('yêu râu xanh')],
    why: 'a diagnosis is not a synonym for an offence',
  },
  {
    ...base,
    code: 'child-harmful-behaviour',
    use: { vi: 'trẻ em có hành vi tình dục gây hại', en: 'child with harmful sexual behaviour' },
    avoid: [
      en('young (?:sex )?offenders?'),
      en('(?:child|juvenile) (?:sex )?offenders?'),
      vi('(?:tội phạm|kẻ phạm tội) (?:nhí|trẻ em)'),
    ],
    why: 'children are kept apart from adult offenders',
  },
  {
    ...base,
    code: 'travel-tourism',
    use: { vi: 'bóc lột tình dục trẻ em trong du lịch', en: 'sexual exploitation of children in travel and tourism' },
    avoid: [en('child sex touris(?:m|ts?)'), vi('du lịch (?:tình dục|sex) trẻ em')],
    why: 'it is exploitation, not tourism',
  },
  {
    ...base,
    code: 'in-prostitution',
    use: { vi: 'bóc lột tình dục trẻ em trong mại dâm', en: 'sexual exploitation of children in prostitution' },
    avoid: [en('child prostitution'), vi('mại dâm trẻ em')],
    why: 'the child is exploited',
  },
];

/**
 * Exact phrases (case counts) that may stand although a pattern matches them, because a law or a wire format spells them so.
 * Add a phrase only with its source.
 */
export const allowedLegalNames: readonly { readonly phrase: string; readonly source: string }[] = [
  {
    phrase: 'Child Pornography (possession, manufacture, and distribution)',
    source: 'NCMEC incident type, wire value',
  },
  { phrase: 'Child Sex Tourism', source: 'NCMEC incident type, wire value' },
  { phrase: '`sextortion`', source: 'NCMEC report tag, quoted as a tag' },
  {
    phrase:
      'Optional Protocol to the Convention on the Rights of the Child on the sale of children, child prostitution and child pornography',
    source: 'title of the treaty of 25 May 2000',
  },
  {
    phrase:
      'Nghị định thư không bắt buộc của Công ước về quyền trẻ em về buôn bán trẻ em, mại dâm trẻ em và văn hóa phẩm khiêu dâm trẻ em',
    source: 'Vietnamese title of the treaty of 25 May 2000 (wording to be checked)',
  },
];

export interface AvoidedTerm {
  /** The words found, as written. */
  readonly term: string;
  readonly use: { readonly vi: string; readonly en: string };
  /** Place in the text given, in UTF-16 units of its NFC form. */
  readonly index: number;
}

/** Finds words that our texts do not use, in order of place. Text is read in NFC; allowed legal names are passed over. */
export function findAvoidedTerms(text: string): readonly AvoidedTerm[] {
  let masked = text.normalize('NFC');
  for (const { phrase } of allowedLegalNames) masked = masked.replaceAll(phrase, (hit) => ' '.repeat(hit.length));
  const hits: AvoidedTerm[] = [];
  for (const { avoid, use } of terminology) {
    for (const pattern of avoid) {
      for (const match of masked.matchAll(pattern)) hits.push({ term: match[0], use, index: match.index });
    }
  }
  hits.sort((a, b) => a.index - b.index || b.term.length - a.term.length);
  // One place, one finding: the longest match stands for those inside it.
  let end = -1;
  return hits.filter((h) => {
    if (h.index < end) return false;
    end = h.index + h.term.length;
    return true;
  });
}
