import { testPerson } from '../../../tools/test/test-person.ts';
import { must } from '../../../tools/test/test-result.ts';
import { type Ctx, DAY, type PersonActor, systemActor } from '../../kernel/index.ts';
import { decideApproval } from '../../work/index.ts';
import { type OrdersHome, openOrdersHome } from '../orders/orders.testing.ts';
import { sendAlert } from './send-alert.ts';
import { type WriteAlert, writeAlert } from './write-alert.ts';

/** Who writes alerts, and members that have them. All of it is invented. */
export interface AlertsHome extends OrdersHome {
  readonly alerts: Readonly<
    Record<
      'writer' | 'second' | 'coordinator' | 'elsewhere' | 'platform' | 'provider' | 'school' | 'ended',
      PersonActor
    >
  >;
  machineOf(agency: string, ...scopes: string[]): Ctx;
  write(more?: Partial<WriteAlert>): Promise<{ id: string; reference: string }>;
  decide(alert: string, by?: PersonActor, decision?: 'APPROVED' | 'REFUSED'): ReturnType<typeof decideApproval>;
  /** Written, approved and given to its recipients. */
  issue(more?: Partial<WriteAlert>): Promise<{ id: string; reference: string }>;
  alert(id: string): Promise<Record<string, unknown>>;
  receipts(alert: string): Promise<Record<string, unknown>[]>;
  receiptOf(alert: string, agency: string): Promise<string>;
}

export const PLATFORM = 'MAU-NEN-TANG';
export const PROVIDER = 'MAU-NHA-MANG';
export const SCHOOL = 'MAU-TRUONG';
export const ENDED = 'MAU-DA-RUT';

export async function openAlertsHome(now?: string): Promise<AlertsHome> {
  const home = await openOrdersHome(now);
  await home.owner.query(
    `insert into members.agency (code, name_vi, name_en, kind, level, source, verified) values
       ($1, 'Trường mẫu', 'Sample school', 'SCHOOL', 'PRIVATE', 'test', false),
       ($2, 'Nền tảng đã rút', 'Platform that left', 'PLATFORM', 'PRIVATE', 'test', false)`,
    [SCHOOL, ENDED],
  );
  // Members whose agreement covers alerts; that of one is over since yesterday.
  await home.owner.query(
    `insert into members.membership (id, agency, kind, state, joined_on, entered_by, entered_at)
     select gen_random_uuid(), agency, kind, 'ACTIVE', '2026-01-05', gen_random_uuid(), now()
     from (values ($1::text, 'PLATFORM'), ($2, 'TELCO_ISP'), ($3, 'OBSERVER'), ($4, 'PLATFORM')) as of (agency, kind)`,
    [PLATFORM, PROVIDER, SCHOOL, ENDED],
  );
  await home.owner.query(
    `insert into members.agreement (id, agency, reference, covers, valid_from, valid_to, entered_by, entered_at)
     select gen_random_uuid(), agency, 'TT-MAU', '{ALERTS}', '2026-01-05', until::date, gen_random_uuid(), now()
     from (values ($1::text, null), ($2, null), ($3, null), ($4, '2026-11-23')) as of (agency, until)`,
    [PLATFORM, PROVIDER, SCHOOL, ENDED],
  );
  const verify = { functions: ['VERIFY_CONTENT'], purpose: 'takedown' };
  const alerts = {
    writer: testPerson('content_analyst', 'MPS-A05', verify),
    second: testPerson('content_verifier', 'MPS-A05', verify),
    coordinator: testPerson('vncop_coordinator', 'MPS-A05', { functions: ['COORDINATE_VNCOP'], purpose: 'takedown' }),
    elsewhere: testPerson('content_verifier', 'C111', verify),
    platform: testPerson('platform_contact', PLATFORM, { purpose: 'takedown' }),
    provider: testPerson('isp_contact', PROVIDER, { purpose: 'takedown' }),
    school: testPerson('school_officer', SCHOOL, { purpose: 'takedown' }),
    ended: testPerson('platform_contact', ENDED, { purpose: 'takedown' }),
  };
  const own: AlertsHome = {
    ...home,
    get platform() {
      return home.platform;
    },
    alerts,
    machineOf: (agency, ...scopes) => home.context({ kind: 'machine', client: `may-${agency}`, agency, scopes }),
    write: async (more = {}) =>
      must(
        await writeAlert(home.context(alerts.writer), {
          nature: 'WARNING',
          event: 'GROOMING',
          headline: 'Nhóm trò chuyện dụ dỗ học sinh (mẫu)',
          urgency: 'IMMEDIATE',
          severity: 'SEVERE',
          certainty: 'LIKELY',
          tlp: 'GREEN',
          pap: 'GREEN',
          audiences: ['PLATFORM', 'ISP', 'SCHOOL'],
          expiresAt: new Date(home.clock.now().getTime() + 30 * DAY),
          parts: [
            { type: 'TEXT', value: 'Một nhóm dùng tên trò chơi để làm quen với học sinh (mẫu).' },
            { type: 'ADVICE', value: 'Không gửi ảnh cho người lạ (mẫu).' },
            { type: 'DOMAIN', about: 'SERVICE', value: 'nhom-mau.example' },
            { type: 'URL', about: 'SERVICE', tlp: 'AMBER', value: 'https://nhom-mau.example/vao/1' },
            { type: 'ACCOUNT', about: 'SUSPECT', tlp: 'AMBER_STRICT', pap: 'AMBER', value: 'doi.tuong.mau' },
            { type: 'HASH', pap: 'GREEN', value: 'ab'.repeat(32) },
            { type: 'INTERNAL_NOTE', value: 'Nguồn: hồ sơ nội bộ (mẫu).' },
          ],
          ...more,
        }),
      ),
    decide: async (alert, by = alerts.second, decision = 'APPROVED') => {
      const { rows } = await home.owner.query<{ id: string }>(
        'select id from work.approval where object_id = $1 and decision is null',
        [alert],
      );
      return decideApproval(home.context(by), { approval: rows[0]?.id ?? alert, decision });
    },
    issue: async (more = {}) => {
      const written = await own.write(more);
      home.clock.advance(1);
      must(await own.decide(written.id));
      await sendAlert(home.context(systemActor('test')), written.id);
      return written;
    },
    alert: async (id) => (await home.owner.query('select * from takedown.alert where id = $1', [id])).rows[0],
    receipts: async (alert) =>
      (await home.owner.query('select * from takedown.alert_receipt where alert_id = $1 order by agency', [alert]))
        .rows,
    receiptOf: async (alert, agency) =>
      (
        await home.owner.query('select id from takedown.alert_receipt where alert_id = $1 and agency = $2', [
          alert,
          agency,
        ])
      ).rows[0]?.id,
  };
  return own;
}
