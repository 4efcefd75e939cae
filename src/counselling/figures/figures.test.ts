import { beforeEach, describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { systemActor } from '../../kernel/index.ts';
import { acceptContact } from '../contacts/accept-contact.ts';
import { endContact } from '../contacts/end-contact.ts';
import { recordContact } from '../records/write-record.ts';
import { openCounsellingHome } from '../testing.ts';
import { contactFigures } from './contact-figures.ts';
import { figureJobs } from './figure-jobs.ts';

const home = fileFixture(() => openCounsellingHome());
beforeEach(async () => {
  await home.clear();
  await home.owner.query('delete from counselling.record_tally');
  await home.owner.query('delete from counselling.arrival_day');
});

const MONTH = { from: '2026-11', to: '2026-11' };
const figures = async (by = home.supervisor, of = MONTH) => must(await contactFigures(home.at(by), of));
const countDays = () => figureJobs[0]?.run(home.platform(), undefined as never);

const record = {
  callType: 'COUNSELLING',
  informant: 'CHILD',
  ageBand: 'A12_13',
  sex: 'F',
  province: '01',
  reasons: ['REL'],
  main: 'REL',
  chi: [],
  places: [],
  incidents: [],
  actions: ['ADVISED'],
  suggested: [],
};

/** A contact that came, was talked with and written down. */
async function recorded(said: object = {}) {
  const helper = await home.onShift();
  const { contact } = await home.child({ firstLine: 'Em chào chị.' });
  must(await acceptContact(home.at(helper), { contact }));
  must(await endContact(home.at(helper), { contact, reason: 'helped' }));
  must(await recordContact(home.at(helper), { contact, record: { ...record, ...said } }));
  await home.owner.query('update counselling.helper_shift set ended_at = began_at where ended_at is null');
  return { helper, contact };
}

async function counted(rows: readonly (readonly [Record<string, string>, number])[]) {
  for (const [of, contacts] of rows)
    await home.owner.query(
      `insert into counselling.record_tally select desk_code, day, channel, call_type, main_reason, province_code, informant_type, $2
       from jsonb_populate_record(null::counselling.record_tally, $1::jsonb)`,
      [
        JSON.stringify({
          desk_code: '111-intake',
          day: '2026-11-02',
          channel: 'CHAT',
          call_type: 'COUNSELLING',
          main_reason: 'REL',
          province_code: '01',
          informant_type: 'CHILD',
          ...of,
        }),
        contacts,
      ],
    );
}

describe('the figures of 111', () => {
  it('count a contact once, as its newest record says: a correction moves its count', async () => {
    const { helper, contact } = await recorded();
    const rows = async () =>
      (
        await home.owner.query(
          `select call_type, main_reason, contacts from counselling.record_tally where contacts > 0 order by 1, 2`,
        )
      ).rows;
    expect(await rows()).toEqual([{ call_type: 'COUNSELLING', main_reason: 'REL', contacts: 1 }]);
    const corrected = { ...record, callType: 'INTERVENTION', reasons: ['VIOL'], main: 'VIOL', correction: 'LEARNED' };
    must(await recordContact(home.at(helper), { contact, record: corrected }));
    expect(await rows()).toEqual([{ call_type: 'INTERVENTION', main_reason: 'VIOL', contacts: 1 }]);
  });

  it('tell counselling from intervention by month, channel, reason, province and who made contact', async () => {
    await counted([
      [{}, 30],
      [{ call_type: 'INTERVENTION', main_reason: 'VIOL', province_code: '79', informant_type: 'PARENT' }, 20],
      [{ call_type: 'TESTING', main_reason: '', province_code: '', channel: 'PHONE', informant_type: '' }, 40],
      [{ day: '2026-10-31' }, 99],
    ]);
    const { recorded: of } = await figures();
    expect(of.month.lines).toEqual([{ key: '2026-11', parts: [30, 20, 40], all: 90 }]);
    expect(of.channel.lines.map(({ key, parts }) => [key, parts])).toEqual([
      ['CHAT', [30, 20, 0]],
      ['PHONE', [0, 0, 40]],
    ]);
    expect(of.reason.lines.map(({ key, all }) => [key, all])).toEqual([
      ['', 40],
      ['REL', 30],
      ['VIOL', 20],
    ]);
    expect(of.province.lines.map(({ key }) => key)).toEqual(['', '01', '79']);
    expect(of.informant.whole).toEqual([30, 20, 40]);
    const both = await figures(home.supervisor, { from: '2026-10', to: '2026-11' });
    expect(both.recorded.month.lines.map(({ key, all }) => [key, all])).toEqual([
      ['2026-10', 99],
      ['2026-11', 90],
    ]);
  });

  it('go through the one rule of small numbers, on the page too: no small one is told, nor to be reckoned', async () => {
    await counted([
      [{}, 30],
      [{ main_reason: 'SEXA' }, 3],
      [{ main_reason: 'VIOL' }, 25],
    ]);
    const { reason } = (await figures()).recorded;
    const shown = (key: string) => reason.lines.find((line) => line.key === key);
    expect(shown('SEXA')).toMatchObject({ parts: [null, expect.anything(), expect.anything()], all: null });
    // One hidden cell beside a shown sum would tell it.
    for (let part = 0; part < 3; part += 1) {
      const hidden = reason.lines.filter(({ parts }) => parts[part] === null).length;
      if (reason.whole[part] !== null) expect(hidden).not.toBe(1);
    }
    expect(JSON.stringify(reason)).not.toContain('[3,');
  });

  it('stay when contacts are erased', async () => {
    const { contact } = await recorded();
    await countDays();
    const before = await home.owner.query('select * from counselling.arrival_day');
    expect(before.rows).toMatchObject([{ channel: 'CHAT', abandoned: 0 }]);
    for (const table of [
      'contact_record',
      'sealed_part',
      'contact_line',
      'contact_event',
      'contact_session',
      'contact_receipt',
    ])
      await home.owner.query(`delete from counselling.${table} where contact_id = $1`, [contact]);
    await home.owner.query('delete from counselling.triage_score where contact_id = $1', [contact]);
    await home.owner.query('delete from counselling.contact where id = $1', [contact]);
    await countDays();
    expect((await home.owner.query('select * from counselling.arrival_day')).rows).toEqual(before.rows);
    expect((await home.owner.query('select sum(contacts)::int as n from counselling.record_tally')).rows).toEqual([
      { n: 1 },
    ]);
  });

  it('count who came by the channel they came by, and who left before anybody was there', async () => {
    const { contact } = await home.child({ firstLine: 'Em chờ.' });
    const left = await home.child({});
    await home.owner.query(`update counselling.contact set channel = 'MESSAGE' where id = $1`, [contact]);
    await home.owner.query(`update counselling.contact set state = 'abandoned', ended_at = began_at where id = $1`, [
      left.contact,
    ]);
    await countDays();
    await countDays();
    const { rows } = await home.owner.query(
      `select channel, came, talked, abandoned from counselling.arrival_day where day = '2026-11-24'`,
    );
    expect(rows).toEqual([expect.objectContaining({ channel: 'CHAT', talked: expect.any(Number), abandoned: 1 })]);
  });

  it('are for supervisors of the desk, over whole months', async () => {
    for (const other of [home.agent, home.counsellor])
      expect(code(await contactFigures(home.at(other), MONTH))).toBe('access.not-permitted');
    expect(code(await contactFigures(home.context(systemActor('test')), MONTH))).toBe('access.not-permitted');
    for (const [from, to] of [
      ['2026-11-01', '2026-11'],
      ['2026-11', '2026-10'],
      ['2026-13', '2026-13'],
      ['2020-01', '2026-01'],
      ['x', 'y'],
    ])
      expect(code(await contactFigures(home.at(home.supervisor), { from: from as string, to: to as string }))).toBe(
        'request.invalid',
      );
    // Supervisors of another desk see none of it.
    await counted([[{}, 30]]);
    const elsewhere = await contactFigures(home.at(home.stranger), MONTH);
    if (elsewhere.ok) expect(elsewhere.value.recorded.month.lines).toEqual([]);
    else expect(code(elsewhere)).toBe('access.not-permitted');
  });

  it('count a night in the month in which it began, by Viet Nam’s clock, and a wait by the time it took (trap 9)', async () => {
    // Ten to midnight in Viet Nam on the last of the month; it ends in the next one, after the shift’s own midnight.
    home.clock.set(new Date('2026-11-30T16:50:00Z'));
    const helper = await home.onShift();
    const { contact } = await home.child({ firstLine: 'Em chào chị.' });
    home.clock.advance(20_000);
    must(await acceptContact(home.at(helper), { contact }));
    home.clock.set(new Date('2026-11-30T17:30:00Z'));
    must(await endContact(home.at(helper), { contact, reason: 'helped' }));
    must(await recordContact(home.at(helper), { contact, record }));
    await home.owner.query('delete from counselling.arrival_day');
    await countDays();
    const { rows: came } = await home.owner.query(
      `select day::text, talked from counselling.arrival_day where day >= '2026-11-30' order by day`,
    );
    expect(came).toEqual([{ day: '2026-11-30', talked: 1 }]);
    const { rows: told } = await home.owner.query(
      'select day::text, contacts from counselling.record_tally where contacts > 0',
    );
    expect(told).toEqual([{ day: '2026-11-30', contacts: 1 }]);
    const { rows: waits } = await home.owner.query(
      `select codes ->> 'waited' as waited from counselling.contact_event where contact_id = $1 and code = 'accepted'`,
      [contact],
    );
    expect(waits).toEqual([{ waited: '20' }]);
  });
});
