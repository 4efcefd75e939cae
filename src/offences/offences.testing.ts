import { must } from '../../tools/test/test-result.ts';
import { type CasesHome, openCasesHome } from '../cases/testing.ts';
import type { Ctx, PersonActor } from '../kernel/index.ts';
import { syncAgencies } from '../members/index.ts';
import { provincesAt, provincialAgencies } from '../vocabulary/index.ts';
import { openOffenceFile } from './files/open-file.ts';

const INVESTIGATE = { functions: ['INVESTIGATE'] };

/** Units of the police with their people, for tests, on what the tests of cases stand on. All of it is invented. */
export interface OffencesHome extends CasesHome {
  readonly units: Readonly<
    Record<
      'lead' | 'second' | 'intake' | 'partner' | 'coordinator' | 'stranger' | 'communePolice' | 'verifier',
      PersonActor
    >
  >;
  /** The person as a new request knows them. */
  of(who: keyof OffencesHome['units']): Promise<Ctx>;
  /** A file that the lead's unit opened on a tip. */
  opened(more?: Partial<Parameters<typeof openOffenceFile>[1]>): Promise<string>;
}

export async function openOffencesHome(now = '2026-11-24T02:00:00Z'): Promise<OffencesHome> {
  const home = await openCasesHome(now);
  must(
    await syncAgencies(
      home.platform(),
      provincesAt('2026-11-24').flatMap((unit) => provincialAgencies(unit)),
    ),
  );
  const units = {
    lead: { ...(await home.person('police_investigator', 'CAT-01', { name: 'Điều Tra Chính' })), ...INVESTIGATE },
    second: { ...(await home.person('police_investigator', 'CAT-01', { name: 'Điều Tra Hai' })), ...INVESTIGATE },
    intake: { ...(await home.person('police_intake', 'CAT-01', { name: 'Trực Ban Mẫu' })), ...INVESTIGATE },
    partner: { ...(await home.person('police_investigator', 'CAT-79', { name: 'Phối Hợp Mẫu' })), ...INVESTIGATE },
    coordinator: {
      ...(await home.person('police_investigator', 'MPS-A05', { name: 'Điều Phối Mẫu' })),
      functions: ['INVESTIGATE', 'COORDINATE_OFFENCES'],
    },
    stranger: { ...(await home.person('police_investigator', 'CAT-48', { name: 'Đơn Vị Khác' })), ...INVESTIGATE },
    communePolice: await home.person('police_intake', 'CAX-00004', { name: 'Công An Xã' }),
    verifier: { ...(await home.person('content_verifier', 'CAT-01', { name: 'Thẩm Định Mẫu' })), ...INVESTIGATE },
  };
  const of: OffencesHome['of'] = (who) => home.as(units[who]);
  return {
    ...home,
    units,
    of,
    opened: async (more = {}) =>
      must(await openOffenceFile(await of('lead'), { summary: 'Nội dung mẫu của một tin báo.', ...more })).id,
  };
}
