import { beforeAll, describe, expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import type { Grant, PersonActor } from '../../kernel/index.ts';
import { fileReport, openInEmergency, openReport } from '../index.ts';
import { openIntakeHome, person } from '../testing.ts';

const home = fileFixture(() => openIntakeHome());
let report: { id: string; reference: string };
const REASON = 'Em bé đang ở nơi nguy hiểm, đơn vị giữ hồ sơ không liên lạc được.';

beforeAll(async () => {
  const filed = await fileReport(home.public(), {
    report: { reporter: { kind: 'child' }, narrative: 'Văn bản thử nghiệm.' },
    idempotencyKey: 'emergency-test-0001',
    channel: 'WEB',
  });
  if (!filed.ok) throw new Error(filed.refusal.code);
  const { rows } = await home.owner.query('select id, reference from intake.report');
  report = rows[0];
});

/** The person as their next request sees them, with the grants that reach them. */
async function again(actor: PersonActor): Promise<PersonActor> {
  const { rows } = await home.owner.query(
    'select object_kind, object_id, field_classes, purpose, origin, expires_at from kernel.need_to_know where subject = $1 and revoked_at is null',
    [actor.person],
  );
  const grants = rows.map(
    (row): Grant => ({
      objectKind: row.object_kind,
      objectId: row.object_id,
      fieldClasses: row.field_classes,
      purpose: row.purpose,
      origin: row.origin,
      until: row.expires_at,
    }),
  );
  return { ...actor, grants };
}

describe('a report opened in an emergency', () => {
  test('is read by who broke the glass, for two hours and no longer', async () => {
    const police = person('police_intake', 'MPS-A05', 'a05-intake');
    await home.owner.query(
      "insert into members.person (id, login, name, agency, created_at, created_by) values ($1, 'truc.ban@a05.example', 'Người thử', 'MPS-A05', $2, 'test')",
      [police.person, home.clock.now()],
    );
    expect(await openReport(home.at(police), { report: report.id })).toMatchObject({ ok: false });
    const opened = await openInEmergency(home.at(police), { reference: report.reference, reason: REASON });
    expect(opened).toMatchObject({ ok: true, value: { ownerDesk: '111-intake', outcome: null } });
    const reading = () =>
      again(police).then((actor) => openReport(home.at(actor), { report: report.id, read: ['narrative'] }));
    expect(await reading()).toMatchObject({ ok: true, value: { narrative: { text: 'Văn bản thử nghiệm.' } } });
    const otherwise = { ...(await again(police)), purpose: 'statistics' };
    expect(await openReport(home.at(otherwise), { report: report.id, read: ['narrative'] })).toMatchObject({
      refusal: { code: 'access.other-purpose' },
    });
    home.clock.advance(2 * 3_600_000 + 1);
    expect(await reading()).toMatchObject({ ok: false, refusal: { code: 'record.not-found' } });
  });

  test('is refused without the role, without a reason, and for a reference that does not exist', async () => {
    const agent = person('content_analyst', 'MPS-A05', 'a05-intake');
    expect(await openInEmergency(home.at(agent), { reference: report.reference, reason: REASON })).toMatchObject({
      ok: false,
      refusal: { code: 'break-glass.not-permitted' },
    });
    const police = person('police_intake', 'MPS-A05', 'a05-intake');
    expect(await openInEmergency(home.at(police), { reference: report.reference, reason: 'gấp' })).toMatchObject({
      ok: false,
      refusal: { code: 'break-glass.reason-too-short' },
    });
    expect(await openInEmergency(home.at(police), { reference: '0000-0000', reason: REASON })).toMatchObject({
      ok: false,
      refusal: { code: 'record.not-found' },
    });
  });
});
