import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { anonymous, createDeskKeys, deskKeyRows, systemActor } from '../../kernel/index.ts';
import { fold } from '../../vocabulary/index.ts';
import { createMachineClient } from '../machines/create-machine-client.ts';
import { COMMUNE, openTestMembers, PROVINCE, smallSeed } from '../members.testing.ts';
import { identifyMachine } from '../sign-in/identify.ts';
import { agencyDetail } from './agency-detail.ts';
import { agencyNamed } from './agency-named.ts';
import { agenciesWithFunction, agencyWithFunction } from './agency-with-function.ts';
import { createDesk } from './create-desk.ts';
import { dissolveAgency } from './dissolve-agency.ts';
import { listAgencies } from './list-agencies.ts';
import { listDesks } from './list-desks.ts';
import { listKeyHolders } from './list-key-holders.ts';
import { moveFunction } from './move-function.ts';
import { suggestAgencies } from './suggest-agencies.ts';
import { syncAgencies } from './sync-agencies.ts';

const house = fileFixture(() => openTestMembers());
const nobody = () => house.context(anonymous);
const codes = async (functionCode: string, query = {}) =>
  (await agenciesWithFunction(nobody(), functionCode, query)).map((agency) => agency.code);

describe('who holds a function', () => {
  test('depends on the day and the area, nearest first', async () => {
    expect(await codes('OWN_CASE', { area: COMMUNE })).toEqual([`UBND-${COMMUNE}`]);
    expect(await codes('OWN_CASE')).toEqual([]);
    const takedown = await codes('ORDER_TAKEDOWN', { area: COMMUNE });
    expect(takedown[0]).toBe(`SVHTTDL-${PROVINCE}`);
    expect(takedown.slice(1).sort()).toEqual(['MOCST-ABEI', 'MPS-A05']);
    expect((await agencyWithFunction(nobody(), 'COORDINATE_VNCOP'))?.code).toBe('MPS-A05');
    expect(
      (await agencyWithFunction(nobody(), 'COORDINATE_VNCOP', { at: new Date('2024-06-01T00:00:00Z') }))?.code,
    ).toBe('MIC-AIS');
    expect(
      await agencyWithFunction(nobody(), 'COORDINATE_VNCOP', { at: new Date('2020-06-01T00:00:00Z') }),
    ).toBeUndefined();
  });

  test('the last hour of a day in Viet Nam still belongs to that day', async () => {
    expect(
      (await agencyWithFunction(nobody(), 'COORDINATE_VNCOP', { at: new Date('2025-02-28T16:59:59Z') }))?.code,
    ).toBe('MIC-AIS');
    expect(
      (await agencyWithFunction(nobody(), 'COORDINATE_VNCOP', { at: new Date('2025-02-28T17:00:00Z') }))?.code,
    ).toBe('MPS-A05');
  });
});

describe('the directory', () => {
  test('the same seed writes nothing; another one does not undo what an operator changed', async () => {
    expect(must(await syncAgencies(house.platform, smallSeed()))).toBe(0);
    const sysadmin = await house.as(await house.person('MOH', ['sysadmin']));
    must(
      await moveFunction(sysadmin, {
        functionCode: 'VOICE_OF_CHILD',
        from: 'YOUTH_UNION',
        to: 'VACR',
        day: '2026-12-01',
        legalBasis: 'Quyết định mẫu 1/QĐ',
      }),
    );
    expect(await codes('VOICE_OF_CHILD')).toEqual(['YOUTH_UNION']);
    expect(await codes('VOICE_OF_CHILD', { at: new Date('2026-12-01T00:00:00+07:00') })).toEqual(['VACR']);
    const changed = smallSeed().map((agency) =>
      agency.code === 'YOUTH_UNION' ? { ...agency, nameEn: 'Youth Union' } : agency,
    );
    expect(must(await syncAgencies(house.platform, changed))).toBeGreaterThan(0);
    expect(await codes('VOICE_OF_CHILD', { at: new Date('2027-01-01T00:00:00Z') })).toEqual(['VACR']);
    expect(must(await listAgencies(sysadmin, { codes: ['YOUTH_UNION'] }))).toMatchObject([{ nameEn: 'Youth Union' }]);
  });

  test('an agency is named as people write it: with or without marks, by code, or as it was suggested', async () => {
    const reader = await house.as(await house.person('C111', ['111_agent']));
    const named = async (text: string) => {
      const found = await agencyNamed(reader, { text });
      return found.ok ? found.value.code : found.refusal.code;
    };
    const [commune] = must(await listAgencies(reader, { codes: [`UBND-${COMMUNE}`] }));
    const name = commune?.nameVi ?? '';
    expect(await named(name)).toBe(`UBND-${COMMUNE}`);
    expect(await named(fold(name))).toBe(`UBND-${COMMUNE}`);
    expect(await named(` ${name} (UBND-${COMMUNE}) `)).toBe(`UBND-${COMMUNE}`);
    expect(await named('mps-a05')).toBe('MPS-A05');
    expect(await named('')).toBe('agency.unknown');
    expect(await named('%')).toBe('agency.unknown');
    expect(await named('khong co don vi nao nhu the')).toBe('agency.unknown');
    expect(await named('bo')).toBe('agency.several');

    const suggested = must(await suggestAgencies(reader, { text: `ubnd-${COMMUNE}` }));
    expect(suggested[0]).toMatchObject({
      agency: { code: `UBND-${COMMUNE}` },
      functions: expect.arrayContaining([{ functionCode: 'OWN_CASE', area: null }]),
    });
    expect(must(await suggestAgencies(reader, { text: 'bo' })).length).toBeLessThanOrEqual(12);
    expect(must(await suggestAgencies(reader, { text: ' ' }))).toEqual([]);
    // Of today only: what came before keeps its code for the record.
    expect(await named('MOLISA')).toBe('agency.unknown');
  });

  test('a dissolved agency hands on its functions as data and gives nobody a role', async () => {
    const sysadmin = await house.as(await house.person('MOH', ['sysadmin']));
    const officer = await house.person('MOCST-ABEI', ['takedown_officer']);
    const input = { agency: 'MOCST-ABEI', from: '2026-12-15', successor: 'MOST', legalBasis: 'Nghị định mẫu 2/NĐ' };
    const agent = await house.as(await house.person('C111', ['111_agent']));
    expect(code(await dissolveAgency(agent, input))).toBe('members.not-permitted');
    expect(code(await dissolveAgency(sysadmin, { ...input, from: '2026-11-23' }))).toBe('agency.day-in-the-past');
    expect(code(await dissolveAgency(sysadmin, { ...input, from: '2027-02-30' }))).toBe('agency.day-in-the-past');
    expect(code(await dissolveAgency(sysadmin, { ...input, successor: 'MOLISA' }))).toBe('agency.unknown');
    expect(code(await dissolveAgency(sysadmin, { ...input, legalBasis: ' ' }))).toBe('agency.legal-basis-missing');
    expect(must(await dissolveAgency(sysadmin, input))).toEqual({ functionsMoved: 3, rolesEnded: 1 });
    expect(code(await dissolveAgency(sysadmin, input))).toBe('agency.already-dissolved');
    expect(await codes('ORDER_TAKEDOWN')).toContain('MOCST-ABEI');
    const detail = must(await agencyDetail(agent, { code: 'MOST' }));
    expect(detail.predecessors).toEqual(['MIC', 'MOCST-ABEI']);
    expect(detail.functions.map((held) => [held.functionCode, held.validFrom])).toEqual([
      ['ORDER_BLOCK', '2026-12-15'],
      ['ORDER_TAKEDOWN', '2026-12-15'],
      ['VERIFY_CONTENT', '2026-12-15'],
    ]);
    const after = { at: new Date('2026-12-15T00:00:00+07:00') };
    expect(await codes('ORDER_TAKEDOWN', after)).toEqual(['MOST', 'MPS-A05']);
    house.clock.set('2026-12-14T16:59:00Z');
    const cookie = await house.cookie(officer);
    expect((await house.again(cookie)).actor).toMatchObject({ assignments: [{ role: 'takedown_officer' }] });
    house.clock.set('2026-12-14T17:00:00Z');
    expect((await house.again(cookie)).actor).toMatchObject({ assignments: [] });
  });

  test('an agency that the seed has ended gives no role and no key', async () => {
    const gone = await house.person('VNCERT/CC', ['content_analyst']);
    expect((await house.as(gone)).actor).toMatchObject({ agency: 'VNCERT/CC', assignments: [] });
    const sysadmin = await house.as(await house.person('MOH', ['sysadmin']));
    const { key } = must(
      await createMachineClient(sysadmin, { agency: 'VNCERT/CC', name: 'Hệ thống cũ', scopes: ['report.file'] }),
    );
    expect(await identifyMachine(house.kernel, `Bearer ${key}`)).toEqual(anonymous);
  });

  test('desks belong to an agency, and its administrator adds them', async () => {
    const admin = await house.as(await house.person('C111', ['agency_admin']));
    const desk = { code: '111-night', agency: 'C111', nameVi: 'Bàn trực đêm', nameEn: 'Night desk' };
    expect(code(await createDesk(admin, { ...desk, agency: 'MPS-A05' }))).toBe('members.not-your-agency');
    expect(code(await createDesk(admin, { ...desk, code: 'Bàn trực' }))).toBe('desk.code-invalid');
    expect(code(await createDesk(admin, desk))).toBe('accepted');
    expect(code(await createDesk(admin, desk))).toBe('desk.code-taken');
    expect(must(await listDesks(admin, { agency: 'C111' })).map((one) => one.code)).toEqual([
      '111-intake',
      '111-night',
    ]);
    expect(must(await listDesks(nobody(), {}))).toEqual([]);
  });
});

describe('keys', () => {
  const versions = async (desk: string) => (await deskKeyRows(house.owner, desk)).map((row) => row.version);

  test('come with a new desk, and to whoever takes over a function', async () => {
    expect(await versions('111-night')).toEqual([1]);
    expect(await versions('VACR')).toEqual([1]);
    expect(await versions('MOST')).toEqual([1]);
  });

  test('are made once for every desk and every agency of the country, and not for what is gone or abroad', async () => {
    const holders = must(await listKeyHolders(house.platform));
    expect(holders).toEqual(
      expect.arrayContaining(['111-intake', `UBND-${COMMUNE}`, `CAX-${COMMUNE}`, `SYT-${PROVINCE}`]),
    );
    expect(holders).not.toContain('MOLISA');
    expect(holders).not.toContain('NCMEC');
    const { vault } = house.kernel;
    expect(await createDeskKeys(house.owner, vault, holders, house.clock.now())).toBe(holders.length - 3);
    expect(await createDeskKeys(house.owner, vault, holders, house.clock.now())).toBe(0);
    expect(await versions(`UBND-${COMMUNE}`)).toEqual([1]);
  });

  test('the app gives a first key and can put none in its place', async () => {
    const [before] = await deskKeyRows(house.owner, 'VACR');
    const client = new pg.Client({ connectionString: house.appUrl });
    await client.connect();
    try {
      const add = (desk: string) => client.query(`select kernel.add_first_desk_key('${desk}', 'x', 'x') as added`);
      // Nobody plants a key for a desk that is still to come: neither who is not proven nor an administrator.
      const admin = await house.person('C111', ['agency_admin']);
      for (const actor of [undefined, anonymous, (await house.as(admin)).actor])
        for (const desk of ['VACR', 'STILL-TO-COME']) {
          await client.query('begin');
          if (actor) await house.become(client, actor);
          await expect(add(desk)).rejects.toMatchObject({ code: '42501' });
          await client.query('rollback');
        }
      await client.query('begin');
      await house.become(client, systemActor('test'));
      expect((await add('VACR')).rows).toEqual([{ added: false }]);
      await client.query('commit');
      await expect(client.query("update kernel.desk_key set public_key = 'x'")).rejects.toThrow(/permission denied/);
    } finally {
      await client.end();
    }
    expect(await deskKeyRows(house.owner, 'VACR')).toEqual([before]);
  });
});
