import { ok, type Result, readOptionalText, type TextRule } from '../../kernel/index.ts';
import type { Service } from '../../vocabulary/index.ts';
import { refuse } from '../refusals.ts';

/** What may be told about a child, piece by piece. `identity` pieces are sealed apart. */
export const referralFields = {
  REASON: { fieldClass: 'narrative', vi: 'Lý do chuyển', en: 'Reason for the referral' },
  NEEDS: { fieldClass: 'narrative', vi: 'Nhu cầu cần hỗ trợ', en: 'Needs' },
  RISK: { fieldClass: 'narrative', vi: 'Nguy cơ an toàn cần biết', en: 'Safety risks to know' },
  HEALTH: { fieldClass: 'narrative', vi: 'Tình trạng sức khỏe liên quan', en: 'Relevant health facts' },
  SCHOOLING: { fieldClass: 'narrative', vi: 'Tình hình học tập', en: 'Schooling' },
  EVENTS: { fieldClass: 'narrative', vi: 'Diễn biến vụ việc', en: 'Course of events' },
  AGE_SEX: { fieldClass: 'narrative', vi: 'Tuổi, giới tính', en: 'Age and sex' },
  NAME: { fieldClass: 'identity', vi: 'Họ tên trẻ', en: 'Name of the child' },
  CONTACT: { fieldClass: 'identity', vi: 'Cách liên hệ an toàn', en: 'Safe way of contact' },
  CARER: { fieldClass: 'identity', vi: 'Người chăm sóc', en: 'Carer' },
  ADDRESS: { fieldClass: 'identity', vi: 'Nơi ở', en: 'Place of residence' },
  SCHOOL: { fieldClass: 'identity', vi: 'Trường, lớp', en: 'School and class' },
} as const;
export type ReferralField = keyof typeof referralFields;

interface Purpose {
  /** Without these the receiver cannot start. */
  readonly required: readonly ReferralField[];
  /** These may be added; anything else is more than the purpose needs and is refused. */
  readonly allowed: readonly ReferralField[];
}

/**
 * The minimal data set per purpose (Personal Data Protection Law 91/2025/QH15: only what the purpose needs; Decree
 * 56/2017/ND-CP, art. 33-36). The lists are ours and not yet confirmed by an authority.
 */
export const referralPurposes: Readonly<Record<Service, Purpose>> = {
  PSYCHOSOCIAL: { required: ['REASON', 'NEEDS', 'AGE_SEX'], allowed: ['RISK', 'NAME', 'CONTACT', 'CARER'] },
  MEDICAL: { required: ['REASON', 'HEALTH', 'AGE_SEX', 'NAME'], allowed: ['RISK', 'CONTACT', 'CARER'] },
  SHELTER: {
    required: ['REASON', 'NEEDS', 'RISK', 'AGE_SEX', 'NAME'],
    allowed: ['HEALTH', 'SCHOOLING', 'CONTACT', 'CARER'],
  },
  LEGAL_AID: { required: ['REASON', 'EVENTS', 'AGE_SEX', 'NAME'], allowed: ['CONTACT', 'CARER', 'ADDRESS'] },
  EDUCATION: { required: ['NEEDS', 'SCHOOLING', 'AGE_SEX', 'NAME'], allowed: ['SCHOOL', 'CARER', 'CONTACT'] },
  SOCIAL_WORK: {
    required: ['REASON', 'NEEDS', 'RISK', 'AGE_SEX', 'NAME'],
    allowed: ['CONTACT', 'CARER', 'ADDRESS', 'SCHOOLING'],
  },
  POLICE: {
    required: ['REASON', 'EVENTS', 'RISK', 'AGE_SEX', 'NAME'],
    allowed: ['CONTACT', 'CARER', 'ADDRESS', 'SCHOOL'],
  },
  MEDIATION: { required: ['REASON', 'NEEDS'], allowed: ['RISK', 'NAME', 'CONTACT', 'CARER'] },
  FINANCIAL: { required: ['NEEDS', 'NAME', 'ADDRESS'], allowed: ['CARER', 'CONTACT'] },
  LIVELIHOOD: { required: ['NEEDS', 'CARER', 'ADDRESS'], allowed: ['CONTACT'] },
  CIVIL_REGISTRATION: { required: ['NEEDS', 'NAME', 'CARER', 'ADDRESS'], allowed: ['CONTACT', 'AGE_SEX'] },
};

export interface DataSetFault {
  readonly code: 'referral.more-than-needed' | 'referral.less-than-needed';
  readonly field: ReferralField;
}

/** What is wrong with a set of facts for a purpose: one too many, or one missing. */
export function dataSetFault(purpose: Service, given: readonly ReferralField[]): DataSetFault | undefined {
  const { required, allowed } = referralPurposes[purpose];
  const extra = given.find((field) => !required.includes(field) && !allowed.includes(field));
  if (extra) return { code: 'referral.more-than-needed', field: extra };
  const missing = required.find((field) => !given.includes(field));
  return missing ? { code: 'referral.less-than-needed', field: missing } : undefined;
}

const invalid = refuse('form.answer-invalid');
/** A fact of a referral, or a note on it. */
export const REFERRAL_TEXT: TextRule = {
  most: 8_000,
  lines: true,
  refusals: { 'too-long': invalid, unreadable: invalid },
};

/** The facts as they are kept, without the blank ones. Refusals: `form.answer-invalid` (field) */
export function readFacts(
  given: Readonly<Partial<Record<ReferralField, string>>>,
): Result<Readonly<Partial<Record<ReferralField, string>>>> {
  const facts: Partial<Record<ReferralField, string>> = {};
  for (const [field, text] of Object.entries(given) as [ReferralField, string][]) {
    if (!(field in referralFields)) return refuse('form.answer-invalid', { field });
    const read = readOptionalText(text, field, REFERRAL_TEXT);
    if (!read.ok) return read;
    if (read.value !== undefined) facts[field] = read.value;
  }
  return ok(facts);
}
