import { ours } from '../source.ts';
import { type CodeOf, listOf } from '../term.ts';

/** The five age bands of the portal. Chosen by the reader, kept in the address only, never proof of age. */
export const portalBand = listOf<{
  readonly minAge: number;
  readonly maxAge: number | null;
  readonly address: string;
  readonly pronoun: string;
}>()({
  name: 'portal_band',
  title: { vi: 'Nhóm tuổi trên cổng', en: 'Portal age band' },
  source: `${ours}, after the Children’s Code and the Law on Children (under 16) and CRC (under 18)`,
  verified: false,
  terms: {
    B6_8: { vi: '6 đến 8 tuổi', en: '6 to 8 years', minAge: 6, maxAge: 8, address: '6-8', pronoun: 'em' },
    B9_12: { vi: '9 đến 12 tuổi', en: '9 to 12 years', minAge: 9, maxAge: 12, address: '9-12', pronoun: 'em' },
    B13_15: { vi: '13 đến 15 tuổi', en: '13 to 15 years', minAge: 13, maxAge: 15, address: '13-15', pronoun: 'em' },
    B16_17: { vi: '16 và 17 tuổi', en: '16 and 17 years', minAge: 16, maxAge: 17, address: '16-17', pronoun: 'bạn' },
    ADULT: { vi: 'Người lớn', en: 'Adult', minAge: 18, maxAge: null, address: 'nguoi-lon', pronoun: 'anh/chị' },
  },
});
export type PortalBand = CodeOf<typeof portalBand>;
