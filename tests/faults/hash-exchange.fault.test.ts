import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { all, openTestRegister, pdq, type TestRegister } from '../../src/hashes/hashes.testing.ts';
import { createBank, createSource, pullPeer, setListRules, withdrawEntry } from '../../src/hashes/index.ts';
import { joinPeer } from '../../tools/test/join-peer.ts';
import { must } from '../../tools/test/test-result.ts';
import { endWorkers, runWorker } from './worker.ts';

/** Entries of each register before the exchange begins, and how often its puller is killed. */
const ENTRIES = 5_000;
const KILLS = 5;
/** Entries that are written during the exchange: a slow machine takes minutes for it. */
const MOST_WRITTEN = 800;

let first: TestRegister;
let second: TestRegister;
beforeAll(async () => {
  const now = new Date().toISOString();
  first = await openTestRegister({ now });
  second = await openTestRegister({ now });
  // How many entries are written here depends on the machine; their two analysts need no rest until they have as many as a shift may have.
  for (const house of [first, second])
    await house.owner.query('update work.exposure_limit set items_shift = 1000, items_run = 1000');
}, 60_000);
afterAll(async () => {
  endWorkers();
  await first?.close();
  await second?.close();
});

/** The machine of the child has the real time, so the registers' clocks go with it. */
const tick = () => {
  for (const house of [first, second]) house.clock.set(new Date());
};

/** Names `other` as a partner of `house`, with the right to pass its entries on. */
async function join_(
  house: TestRegister,
  other: TestRegister,
  name: string,
  own: string,
  protocol: 'ncmec-v2' | 'delta',
): Promise<string> {
  const operator = house.as(house.people.operator);
  must(await createBank(operator, { code: `FROM_${name}`, nameVi: name, nameEn: name, mode: 'match' }));
  must(
    await createSource(operator, {
      code: name,
      kind: 'register',
      agency: name,
      licence: 'test',
      mayRedistribute: true,
      arrivesVerified: true,
    }),
  );
  // Everything of the class is on the list, and everything from a register: it must still not go back to the partner.
  must(
    await setListRules(house.as(house.people.approver), {
      code: 'MEMBERS',
      rules: [
        { bank: null, nationalClasses: ['N1'], sourceKinds: null },
        { bank: null, nationalClasses: null, sourceKinds: ['own', 'register'] },
      ],
    }),
  );
  await house.refresh();
  await house.member(name);
  other.key(own, ...all);
  const base = protocol === 'delta' ? other.secure : `${other.secure}/exchange/ncmec`;
  return joinPeer(operator, house.as(house.people.approver), {
    source: name,
    bank: `FROM_${name}`,
    protocol,
    baseUrl: base,
    client: own,
    key: all.join(' '),
    remoteList: 'MEMBERS',
  });
}

/** One pull as a process of its own; killed some milliseconds into it where given. Resolves with what it said. */
async function pull(house: TestRegister, peer: string, killAfter?: number): Promise<string> {
  return (await runWorker('pull-peer.ts', house, [peer], killAfter)).said;
}

async function fill(house: TestRegister, count: number): Promise<void> {
  await house.owner.query('begin');
  await house.owner.query(
    `with made as (
       insert into hashes.entry (id, bank_id, owner_agency, media_kind, status, legal_basis, proposed_by, proposed_at, updated_at)
       select uuidv7(), (select id from hashes.bank where code = 'NATIONAL'), 'MPS-A05', 'image', 'ACTIVE', 'TEST', 'x', now(), now() from generate_series(1, $1) returning id),
     signals as (
       insert into hashes.signal (id, type, value, variant, created_at) select id, 'pdq', sha256(id::text::bytea), 'full', now() from made returning id)
     insert into hashes.entry_signal select made.id, made.id from made`,
    [count],
  );
  await house.owner.query('commit');
  const actor = JSON.stringify({ kind: 'system', now: house.clock.now() });
  await house.owner.query(
    "select set_config('lachan.actor', $1, false), hashes.record_changes(array(select id from hashes.entry where bank_id = (select id from hashes.bank where code = 'NATIONAL')))",
    [actor],
  );
}

/** Every signal in force with how many entries hold it. */
async function inForce(house: TestRegister): Promise<string[]> {
  const { rows } = await house.owner.query<{ line: string }>(
    `select encode(signal.value, 'hex') || ' ' || count(*) as line from hashes.entry join hashes.entry_signal on entry_id = entry.id join hashes.signal on signal.id = signal_id
     where status in ('ACTIVE', 'DISPUTED') group by signal.value order by 1`,
  );
  return rows.map((row) => row.line);
}

test(`two registers become equal through ${2 * KILLS} kills of their pullers while both are written to`, async () => {
  const fromSecond = await join_(first, second, 'REG_B', 'REG_A', 'delta');
  const fromFirst = await join_(second, first, 'REG_A', 'REG_B', 'ncmec-v2');
  await fill(first, ENTRIES);
  await fill(second, ENTRIES);
  let writing = true;
  const written: { house: TestRegister; entry: string }[] = [];
  const writers = [first, second].map(async (house) => {
    while (writing) {
      tick();
      if (written.length >= MOST_WRITTEN) {
        await sleep(20);
        continue;
      }
      const entry = await house.active([{ type: 'pdq', value: pdq() }]);
      if (written.length % 4 === 3) must(await withdrawEntry(house.as(house.people.approver), { entry }));
      written.push({ house, entry });
      await sleep(20);
    }
  });
  let finished = 0;
  for (let kill = 0; kill < KILLS; kill += 1) {
    for (const [house, peer] of [
      [first, fromSecond],
      [second, fromFirst],
    ] as const) {
      if ((await pull(house, peer, randomInt(1_000))) !== '') finished += 1;
    }
  }
  // Some kills must have struck a pull that was under way.
  expect(finished).toBeLessThan(2 * KILLS);
  writing = false;
  await Promise.all(writers);
  expect(written.length).toBeGreaterThan(10);
  // The reader of windows stays five seconds behind; a pull may take a busy machine longer than clocks may differ.
  const ticking = setInterval(tick, 500);
  await sleep(6_000);
  for (let round = 0; round < 2; round += 1) {
    for (const [house, peer] of [
      [first, fromSecond],
      [second, fromFirst],
    ] as const)
      expect(JSON.parse(await pull(house, peer))).toMatchObject({ refused: 0 });
  }
  clearInterval(ticking);
  const mine = await inForce(first);
  expect(mine.length).toBeGreaterThan(2 * ENTRIES);
  expect(await inForce(second)).toEqual(mine);
  expect(mine.every((line) => line.endsWith(' 1'))).toBe(true);

  // A withdrawal is over there after one poll, in both directions.
  for (const [house, other, peer] of [
    [first, second, fromFirst],
    [second, first, fromSecond],
  ] as const) {
    const { rows } = await house.owner.query(
      "select entry.id, encode(value, 'hex') as value from hashes.entry join hashes.entry_signal on entry_id = entry.id join hashes.signal on signal.id = signal_id where status = 'ACTIVE' and owner_agency = 'MPS-A05' limit 1",
    );
    await other.service.catchUp();
    const known = async () =>
      (await other.service.index.ask([{ type: 'pdq', value: Buffer.from(rows[0].value, 'hex') }]))[0]?.hits.length;
    expect(await known()).toBe(1);
    must(await withdrawEntry(house.as(house.people.approver), { entry: rows[0].id }));
    tick();
    for (const each of [first, second]) each.clock.advance(6_000);
    must(await pullPeer(other.as({ kind: 'system', job: 'test' }), { peer }));
    await other.service.catchUp();
    expect(await known()).toBe(0);
  }
  expect(await inForce(second)).toEqual(await inForce(first));
}, 240_000);
