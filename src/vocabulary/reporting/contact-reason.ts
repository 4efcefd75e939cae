/** Reasons of contact as helpline 111 counts them, with the shares published for 2004 to 2023. */

import { type CodeOf, listOf } from '../term.ts';
import type { ChiCategory } from './chi.ts';

export interface ContactReasonColumns {
  /** The nearest category of Child Helpline International; a contact carries both codes. */
  readonly chi: ChiCategory;
  /** Published share of interventions 2004-2023, per cent; null where not published. */
  readonly interventionShare: number | null;
  /** Published share of in-depth counselling 2004-2023, per cent; null where not published. */
  readonly counsellingShare: number | null;
}

export const contactReason = listOf<ContactReasonColumns>()({
  name: 'contact_reason',
  title: { vi: 'Lý do liên hệ (111)', en: 'Reason for contact (111)' },
  source: 'categories used by helpline 111 (vietnamplus.vn 863177); CHI crosswalk ours',
  verified: true,
  terms: {
    VIOL: { vi: 'Bạo lực', en: 'Violence', chi: 'VIOLENCE', interventionShare: 43.68, counsellingShare: null },
    SEXA: {
      vi: 'Xâm hại tình dục',
      en: 'Sexual abuse',
      chi: 'VIOLENCE',
      interventionShare: 25.75,
      counsellingShare: null,
    },
    EXPL: { vi: 'Bóc lột', en: 'Exploitation', chi: 'VIOLENCE', interventionShare: 7.79, counsellingShare: null },
    NEGL: { vi: 'Bỏ rơi, sao nhãng', en: 'Neglect', chi: 'VIOLENCE', interventionShare: null, counsellingShare: null },
    TRAF: { vi: 'Mua bán', en: 'Trafficking', chi: 'VIOLENCE', interventionShare: null, counsellingShare: null },
    RIGHT: {
      vi: 'Vi phạm quyền trẻ em',
      en: 'Violation of rights',
      chi: 'DISCRIMINATION',
      interventionShare: null,
      counsellingShare: null,
    },
    CUST: {
      vi: 'Tranh chấp nuôi dưỡng',
      en: 'Custody dispute',
      chi: 'FAMILY',
      interventionShare: null,
      counsellingShare: null,
    },
    FIN: {
      vi: 'Hỗ trợ tài chính',
      en: 'Financial support',
      chi: 'ACCESS',
      interventionShare: null,
      counsellingShare: null,
    },
    REL: {
      vi: 'Quan hệ, ứng xử',
      en: 'Relations and behaviour',
      chi: 'PEER',
      interventionShare: null,
      counsellingShare: 38.3,
    },
    PHYSH: {
      vi: 'Sức khỏe thể chất',
      en: 'Physical health',
      chi: 'PHYSICAL',
      interventionShare: null,
      counsellingShare: 17.1,
    },
    PSY: { vi: 'Tâm lý', en: 'Psychology', chi: 'MENTAL', interventionShare: null, counsellingShare: 7.7 },
    REPRO: {
      vi: 'Sức khỏe sinh sản',
      en: 'Reproductive health',
      chi: 'PHYSICAL',
      interventionShare: null,
      counsellingShare: 7.1,
    },
    LAW: { vi: 'Pháp luật', en: 'Law', chi: 'ACCESS', interventionShare: null, counsellingShare: 10.1 },
    ONLINE: {
      vi: 'Môi trường mạng',
      en: 'Online environment',
      chi: 'VIOLENCE',
      interventionShare: null,
      counsellingShare: null,
    },
    OTHER: { vi: 'Lý do khác', en: 'Other', chi: 'NON_COUNSELLING', interventionShare: null, counsellingShare: null },
  },
});
export type ContactReason = CodeOf<typeof contactReason>;
