/** Forms of child abuse in the law, and the legal sub-forms of sexual abuse. */
import { law } from '../source.ts';
import { type CodeOf, defineList, listOf } from '../term.ts';

export const abuseForm = defineList({
  name: 'abuse_form',
  title: { vi: 'Hình thức xâm hại trẻ em', en: 'Form of child abuse' },
  source: `${law.children}, art. 4`,
  verified: true,
  terms: {
    PHYS: { vi: 'Bạo lực trẻ em', en: 'Violence against a child' },
    EXPL: { vi: 'Bóc lột trẻ em', en: 'Exploitation of a child' },
    SEX: { vi: 'Xâm hại tình dục trẻ em', en: 'Sexual abuse of a child' },
    TRAF: { vi: 'Mua bán trẻ em', en: 'Trafficking of a child' },
    NEGL: { vi: 'Bỏ rơi, bỏ mặc trẻ em', en: 'Abandonment or neglect' },
    EMO: { vi: 'Gây tổn hại tinh thần', en: 'Emotional harm', verified: false },
    OTHER: { vi: 'Hình thức gây tổn hại khác', en: 'Other form of harm' },
  },
});
export type AbuseForm = CodeOf<typeof abuseForm>;

export const abuseSubForm = listOf<{ readonly form: AbuseForm }>()({
  name: 'abuse_sub_form',
  title: { vi: 'Hành vi xâm hại tình dục theo luật', en: 'Legal sub-form of sexual abuse' },
  source: `${law.decree56}; ${law.children}, art. 4`,
  verified: true,
  terms: {
    'SEX.RAPE': { vi: 'Hiếp dâm', en: 'Rape', form: 'SEX' },
    'SEX.COER': { vi: 'Cưỡng dâm', en: 'Coerced sexual intercourse', form: 'SEX' },
    'SEX.INTER': { vi: 'Giao cấu', en: 'Sexual intercourse with a child', form: 'SEX' },
    'SEX.INDEC': { vi: 'Dâm ô', en: 'Indecent acts', form: 'SEX' },
    'SEX.PROST': {
      vi: 'Sử dụng trẻ em vào mục đích mại dâm, khiêu dâm',
      en: 'Use of a child for prostitution or pornographic purposes (wording of the law)',
      form: 'SEX',
    },
  },
});
export type AbuseSubForm = CodeOf<typeof abuseSubForm>;
