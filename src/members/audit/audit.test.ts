import { Kysely, PostgresDialect } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import {
  type AuditVerdict,
  all,
  any,
  auditKey,
  type Ctx,
  definePolicy,
  granted,
  holds,
  holdsAt,
  ok,
  steppedUp,
  systemActor,
  verifyAllAuditChains,
  verifyAuditChain,
} from '../../kernel/index.ts';
import { breakGlass } from '../break-glass/break-glass.ts';
import { objectId, openTestMembers } from '../members.testing.ts';
import { peopleWhoCan } from '../people/people-who-can.ts';
import { auditPage } from './audit-page.ts';
import { verifyAudit } from './verify-audit.ts';

const house = fileFixture(() => openTestMembers());
let owner: Kysely<unknown>;
beforeAll(async () => {
  owner = new Kysely({ dialect: new PostgresDialect({ pool: house.owner }) });
});

async function write(organisation: string, count: number): Promise<void> {
  const ctx = house.context(systemActor('members.test'));
  must(
    await ctx.transaction(async (tx) => {
      for (let number = 0; number < count; number += 1)
        tx.audit({
          organisation,
          action: 'probe.write',
          object: { kind: 'probe', id: String(number) },
          codes: { number },
        });
      return ok();
    }),
  );
}

describe('the audit page', () => {
  test('shows the own organisation to those who watch, newest first, page by page without gap or repeat, and says that it was read', async () => {
    await write('C111', 230);
    await write('MPS-A05', 3);
    const auditor = await house.as(await house.person('C111', ['auditor']));
    const numbers: number[] = [];
    let cursor: string | undefined;
    do {
      const page: { lines: readonly { codes: object }[]; next?: string } = must(
        await auditPage(auditor, { action: 'probe.write' }, cursor),
      );
      numbers.push(...page.lines.map((line) => (line.codes as { number: number }).number));
      cursor = page.next;
    } while (cursor !== undefined);
    expect(numbers).toEqual(Array.from({ length: 230 }, (_, index) => 229 - index));
    const reads = must(await auditPage(auditor, { action: 'audit.read' }));
    expect(reads.lines).toHaveLength(3);
    expect(reads.lines[0]).toMatchObject({ actor: auditor.actor.person, roles: ['auditor'], agency: 'C111' });
    expect(must(await auditPage(auditor, { objectKind: 'probe', objectId: '7' })).lines).toHaveLength(1);
    expect(must(await auditPage(auditor, { to: new Date('2026-01-01') })).lines).toEqual([]);
    for (const role of ['111_agent', 'sysadmin', 'agency_admin']) {
      const ctx = await house.as(await house.person('C111', [role]));
      expect(code(await auditPage(ctx)), role).toBe('members.not-permitted');
    }
    const refused = must(await auditPage(auditor, { action: 'audit.read', outcome: 'refused' }));
    expect(refused.lines).toHaveLength(3);
  });
});

describe('the chain', () => {
  test('is sound as written, in every organisation', async () => {
    await write('MPS-C02', 25);
    const auditor: Ctx = await house.as(await house.person('MPS-C02', ['auditor']));
    expect(must(await verifyAudit(auditor))).toMatchObject({ organisation: 'MPS-C02', entries: 26 });
    expect(must(await verifyAudit(auditor)).broken).toBeUndefined();
    expect(code(await verifyAudit(await house.as(await house.person('MPS-C02', ['sysadmin']))))).toBe(
      'members.not-permitted',
    );
    const verdicts: AuditVerdict[] = [];
    await verifyAllAuditChains(owner, await auditKey(house.kernel.vault), (verdict) => verdicts.push(verdict));
    expect(verdicts.map((verdict) => verdict.organisation)).toContain('MPS-C02');
    expect(verdicts.filter((verdict) => verdict.broken)).toEqual([]);
  });

  test.each([
    [
      'a changed text',
      "update kernel.audit_entry set body = replace(body, 'probe.write', 'probe.read') where organisation = $1 and sequence = 5",
      { sequence: 5, reason: 'hash' },
    ],
    [
      'a changed column',
      "update kernel.audit_entry set actor = 'somebody' where organisation = $1 and sequence = 6",
      { sequence: 6, reason: 'columns' },
    ],
    [
      'a removed entry',
      'delete from kernel.audit_entry where organisation = $1 and sequence = 7',
      { sequence: 7, reason: 'gap' },
    ],
    [
      'a changed hash',
      "update kernel.audit_entry set hash = sha256('x') where organisation = $1 and sequence = 8",
      { sequence: 8, reason: 'hash' },
    ],
    [
      'a cut-off end',
      'delete from kernel.audit_entry where organisation = $1 and sequence > 8',
      { sequence: 9, reason: 'head' },
    ],
    ['a chain begun anew', 'delete from kernel.audit_head where organisation = $1', { sequence: 11, reason: 'head' }],
  ] as const)('shows %s', async (what, tamper, broken) => {
    const organisation = `TEST ${what}`;
    await write(organisation, 10);
    expect((await verifyAuditChain(owner, organisation, await auditKey(house.kernel.vault))).broken).toBeUndefined();
    await house.owner.query(tamper, [organisation]);
    expect((await verifyAuditChain(owner, organisation, await auditKey(house.kernel.vault))).broken).toEqual(broken);
  });
});

describe('who can', () => {
  const probe = definePolicy({
    resource: 'probe',
    table: 'probe.thing',
    columns: { id: 'uuid', desk: 'text', agency: 'text' },
    visible: any(
      holdsAt('desk', 'desk', '111_counsellor'),
      holds('111_supervisor'),
      granted('probe', 'narrative', 'id'),
    ),
    insertable: holds('111_supervisor'),
    actions: {
      'probe.read': any(holdsAt('desk', 'desk', '111_counsellor'), granted('probe', 'narrative', 'id')),
      'probe.read-identity': all(holds('111_supervisor'), steppedUp),
    },
  });

  test('names the people and by what: role and place, grant, or a step-up they would still owe', async () => {
    const counsellor = await house.person('C111', [{ role: '111_counsellor', desk: '111-intake' }]);
    await house.person('C111', ['111_counsellor']);
    const gone = await house.person('C111', [{ role: '111_counsellor', desk: '111-intake' }]);
    await house.owner.query('update members.role_assignment set valid_to = $2 where person = $1', [
      gone.id,
      house.clock.now(),
    ]);
    const supervisorPerson = await house.person('C111', ['111_supervisor']);
    const supervisor = await house.as(supervisorPerson);
    const police = await house.person('MPS-A05', ['police_intake']);
    const row = { id: objectId('who'), desk: '111-intake', agency: 'C111' };
    const opened = must(
      await breakGlass(await house.as(police), {
        objectKind: 'probe',
        objectId: row.id,
        reason: 'Trẻ đang gặp nguy hiểm ngay lúc này',
        owner: { agency: 'C111', desk: '111-intake' },
      }),
    );
    const readers = must(await peopleWhoCan(supervisor, probe, 'probe.read', row));
    expect(readers.map((reader) => reader.person).sort()).toEqual([counsellor.id, police.id].sort());
    expect(readers.find((reader) => reader.person === counsellor.id)?.reasons).toEqual([
      { code: 'role', role: '111_counsellor', at: { dimension: 'desk', value: '111-intake' } },
    ]);
    expect(readers.find((reader) => reader.person === police.id)?.reasons).toEqual([
      { code: 'grant', origin: 'break-glass', until: opened.expiresAt },
    ]);
    const identity = must(await peopleWhoCan(supervisor, probe, 'probe.read-identity', row));
    expect(identity).toEqual([
      expect.objectContaining({
        person: supervisorPerson.id,
        needsStepUp: true,
        reasons: [{ code: 'role', role: '111_supervisor' }],
      }),
    ]);
    expect(code(await peopleWhoCan(supervisor, probe, 'probe.constructor' as 'probe.read', row))).toBe(
      'request.invalid',
    );
    expect(code(await peopleWhoCan(await house.as(counsellor), probe, 'probe.read', row))).toBe(
      'members.not-permitted',
    );
  });
});
