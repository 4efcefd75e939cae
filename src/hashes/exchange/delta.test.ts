import pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { must } from '../../../tools/test/test-result.ts';
import { newId } from '../../kernel/index.ts';
import { all, md5, openTestRegister, pdq, type TestRegister } from '../hashes.testing.ts';
import { createSource, withdrawEntry } from '../index.ts';
import { hashesJobs } from '../jobs.ts';
import { memberOf } from './exchange.testing.ts';

const house = fileFixture(() => openTestRegister());
const { at, get, windowOf } = memberOf(house);
const as = (who: keyof TestRegister['people']) => house.as(house.people[who]);
beforeAll(async () => {
  await house.refresh();
  await house.member('PLATFORM_A');
});
const HOUR = 3_600_000;

describe('the delta', () => {
  const changes = (query: string, agency = 'PLATFORM_A') => get(`/api/v1/hashes/changes?list=MEMBERS&${query}`, agency);
  const lines = (text: string) =>
    text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  const readAll = async (cursor?: string, limit = 3) => {
    const found = [];
    for (let more = true; more; ) {
      const answer = await changes(`limit=${limit}${cursor ? `&cursor=${cursor}` : ''}`);
      expect(answer.status).toBe(200);
      const [, ...rest] = lines(answer.text);
      const end = rest.pop();
      found.push(...rest);
      cursor = end.cursor;
      more = end.more;
    }
    return { found, cursor: cursor as string };
  };

  test('gives the whole list, then what changes', async () => {
    const entry = await house.active([{ type: 'pdq', value: pdq() }]);
    const first = await readAll();
    const { rows } = await house.owner.query('select count(*)::int as n from hashes.list_entry');
    expect(new Set(first.found.filter((one) => one.kind === 'entry').map((one) => one.id)).size).toBe(rows[0].n);
    expect((await readAll(first.cursor)).found).toEqual([]);
    must(await withdrawEntry(as('approver'), { entry }));
    const added = await house.active([{ type: 'pdq', value: pdq() }]);
    const second = await readAll(first.cursor);
    expect(second.found.map((one) => [one.kind, one.id])).toEqual([
      ['tombstone', entry],
      ['entry', added],
    ]);
  });

  test('a cursor that was made up, changed, or another member’s is refused; one behind the tombstones is gone', async () => {
    const { cursor } = await readAll();
    for (const forged of [
      'x',
      'x.y',
      `${cursor}x`,
      cursor.replace(/^./, (c) => (c === 'A' ? 'B' : 'A')),
      `${Buffer.from('{"list":"x","mode":"changes","seq":0}').toString('base64url')}.${cursor.split('.')[1]}`,
      'a'.repeat(5_000),
    ]) {
      const answer = await changes(`cursor=${forged}`);
      expect([answer.status, JSON.parse(answer.text).code]).toEqual([400, 'cursor.invalid']);
    }
    await house.member('PLATFORM_B');
    expect((await changes(`cursor=${cursor}`, 'PLATFORM_B')).status).toBe(400);
    const entry = await house.active([{ type: 'pdq', value: pdq() }]);
    must(await withdrawEntry(as('approver'), { entry }));
    const now = house.clock.now();
    house.clock.advance(500 * 24 * HOUR);
    await hashesJobs
      .find((job) => job.name === 'hashes.prune-changes')
      ?.run(house.as({ kind: 'system', job: 'hashes.prune-changes' }), {});
    house.clock.set(now);
    const expired = await changes(`cursor=${cursor}`);
    expect([expired.status, JSON.parse(expired.text).code]).toEqual([410, 'cursor.expired']);
    const again = await readAll();
    expect(again.found.some((one) => one.id === entry)).toBe(false);
    expect((await changes(`cursor=${again.cursor}`)).status).toBe(200);
  });

  test('as CSV, STIX and MISP', async () => {
    await house.active([
      { type: 'pdq', value: pdq() },
      { type: 'md5', value: md5('stix') },
    ]);
    const csv = await changes('format=csv&limit=5000');
    expect(csv.text.split('\r\n')[0]).toBe('kind,id,at,media,type,value,variant,quality,frame_ms,classes,mode');
    expect(csv.text).toContain(`,image,md5,${md5('stix')},,,,national:1:N1,match`);
    const stix = JSON.parse((await changes('format=stix&limit=5000')).text);
    expect(stix).toMatchObject({
      type: 'bundle',
      objects: [
        { type: 'identity' },
        { type: 'extension-definition', extension_types: ['property-extension'] },
        expect.anything(),
      ]
        .slice(0, 2)
        .concat(stix.objects.slice(2)),
    });
    const indicator = stix.objects.find((one: { pattern?: string }) => one.pattern?.includes(md5('stix')));
    expect(indicator).toMatchObject({
      type: 'indicator',
      pattern_type: 'stix',
      pattern: expect.stringContaining(`file:hashes.'MD5' = '${md5('stix')}'`),
    });
    expect(Object.keys(indicator.extensions)).toEqual([stix.objects[1].id]);
    const misp = JSON.parse((await changes('format=misp&limit=5000')).text);
    expect(misp.Event.Object.flatMap((one: { Attribute: object[] }) => one.Attribute)).toContainEqual(
      expect.objectContaining({ type: 'md5', value: md5('stix'), to_ids: true }),
    );
    expect((await changes('format=pdf')).status).toBe(400);
    expect((await changes('limit=0')).status).toBe(400);
  });

  test('takes what a member pushes, once, under its source; two analysts still decide', async () => {
    must(
      await createSource(as('operator'), {
        code: 'pusher',
        kind: 'platform',
        agency: 'PUSHER',
        licence: 'own',
        mayRedistribute: true,
        arrivesVerified: false,
      }),
    );
    await house.member('PUSHER');
    const send = async (body: string, bank = 'NATIONAL', agency = 'PUSHER') => {
      const response = await fetch(`${house.base}/api/v1/hashes/changes?bank=${bank}`, {
        method: 'POST',
        headers: { ...house.key(agency, ...all), 'content-type': 'application/x-ndjson' },
        body,
      });
      return { status: response.status, body: await response.json() };
    };
    const line = JSON.stringify({
      kind: 'entry',
      id: 'theirs-1',
      at: '2026-11-24T00:00:00Z',
      media: 'image',
      signals: [{ type: 'pdq', value: pdq() }],
      classes: [],
    });
    expect(await send(line)).toMatchObject({ status: 200, body: { added: 1 } });
    expect(await send(`${line}\n${line}`)).toMatchObject({ status: 200, body: { added: 0, unchanged: 1 } });
    const { rows } = await house.owner.query(
      "select status, owner_agency from hashes.entry join hashes.provenance on entry_id = entry.id where external_id = 'theirs-1'",
    );
    expect(rows).toEqual([{ status: 'PROPOSED', owner_agency: 'PUSHER' }]);
    expect(await send(JSON.stringify({ kind: 'tombstone', id: 'theirs-1', at: '2026-11-24T00:00:00Z' }))).toMatchObject(
      { body: { withdrawn: 1 } },
    );
    expect(await send(`${line}\n{"kind":"entry"}`)).toMatchObject({
      status: 400,
      body: { code: 'exchange.malformed', facts: { line: 2 } },
    });
    expect(await send(line, 'NOWHERE')).toMatchObject({ status: 404 });
    expect(await send(line, 'NATIONAL', 'STRANGER')).toMatchObject({ status: 403 });
    expect((await send(Array.from({ length: 2_001 }, () => line).join('\n'))).status).toBe(413);
  });

  test('StopNCII’s shapes: fetch by pages, submit, withdraw', async () => {
    must(
      await createSource(as('operator'), {
        code: 'stop',
        kind: 'stopncii',
        agency: 'STOP',
        licence: 'own',
        mayRedistribute: true,
        arrivesVerified: true,
      }),
    );
    await house.member('STOP');
    await house.member('READER');
    house.clock.advance(HOUR);
    const start = Math.floor(house.clock.now().getTime() / 1_000);
    const values = [pdq(), pdq(), pdq()];
    const send = (records: object[]) =>
      fetch(`${house.base}/exchange/stopncii/v1/SubmitHashes?bank=NATIONAL`, {
        method: 'POST',
        headers: { ...house.key('STOP', ...all), 'content-type': 'application/json' },
        body: JSON.stringify({ count: records.length, hashRecords: records }),
      });
    expect((await send(values.map((hashValue) => ({ signalType: 'ImagePDQ', hashValue })))).status).toBe(200);
    expect((await send([{ signalType: 'ImagePDQ', hashValue: 'short' }])).status).toBe(422);
    house.clock.advance(10_000);
    const fetchPage = async (query: string) =>
      JSON.parse(
        (await get(`/exchange/stopncii/v1/FetchHashes?startTimestamp=${start}&pageSize=2${query}`, 'READER')).text,
      );
    const first = await fetchPage('');
    expect(first).toMatchObject({
      count: 2,
      hasMoreRecords: true,
      hashRecords: [{ signalType: 'ImagePDQ', hashStatus: 'Active', CSPFeedbacks: [] }, {}],
    });
    const second = await fetchPage(`&nextPageToken=${first.nextPageToken}`);
    expect(second).toMatchObject({ count: 1, hasMoreRecords: false, nextPageToken: null });
    expect([...first.hashRecords, ...second.hashRecords].map((one) => one.hashValue).sort()).toEqual(values.toSorted());
    expect((await get('/exchange/stopncii/v1/FetchHashes?nextPageToken=zz', 'READER')).status).toBe(400);
    await send([{ signalType: 'ImagePDQ', hashValue: values[0], hashStatus: 'Withdrawn' }]);
    house.clock.advance(10_000);
    const later = JSON.parse(
      (await get(`/exchange/stopncii/v1/FetchHashes?startTimestamp=${second.nextSetTimestamp}`, 'READER')).text,
    );
    expect(later.hashRecords).toMatchObject([{ hashStatus: 'Deleted', hashValue: values[0] }]);
  });
});

describe('the log of changes', () => {
  test('rises in commit order: a reader that follows it misses none of many writers', async () => {
    const writers = 6;
    const each = 25;
    const pool = new pg.Pool({ connectionString: house.ownerUrl, max: writers + 2 });
    pool.on('error', () => undefined);
    const { rows: start } = await pool.query('select seq from hashes.change_head');
    let last = Number(start[0].seq);
    const from = last;
    const seen = new Set<string>();
    let writing = true;
    const reader = (async () => {
      for (let quiet = 0; quiet < 2; ) {
        const { rows } = await pool.query(
          'select seq, entry_id from hashes.change where seq > $1 and list_id is null and agency is null order by seq',
          [last],
        );
        for (const row of rows) {
          expect(row.seq).toBeGreaterThan(last);
          seen.add(row.entry_id);
          last = Number(row.seq);
        }
        if (!writing && rows.length === 0) quiet += 1;
      }
    })();
    const written: string[] = [];
    await Promise.all(
      Array.from({ length: writers }, async (_, writer) => {
        for (let i = 0; i < each; i++) {
          const client = await pool.connect();
          const entry = newId();
          await client.query('begin');
          await client.query(
            `select set_config('lachan.actor', '{"kind":"system","now":"2026-11-24T02:00:00Z"}', true)`,
          );
          // Writers begin in one order and commit in another; one in five gives up.
          await client.query('select pg_sleep($1)', [Math.random() / 100]);
          await client.query('select hashes.record_changes(array[$1::uuid])', [entry]);
          if (writer % 2 === 0) await client.query('select pg_sleep($1)', [Math.random() / 200]);
          const kept = (i + writer) % 5 !== 0;
          await client.query(kept ? 'commit' : 'rollback');
          if (kept) written.push(entry);
          client.release();
        }
      }),
    );
    writing = false;
    await reader;
    expect([...seen].sort()).toEqual(written.sort());
    const { rows: gaps } = await pool.query(
      'select count(*)::int as n, max(seq) - min(seq) + 1 as width from hashes.change where seq > $1',
      [from],
    );
    expect(gaps[0].n).toBe(Number(gaps[0].width));
    await pool.end();
  }, 60_000);

  test('a reader of windows misses none of many writers, whatever the clocks say', async () => {
    await house.member('WINDOWS');
    house.clock.advance(HOUR);
    let from = at(0);
    const seen = new Set<string>();
    const readOn = async () => {
      // Half a minute ahead of the platform's clock, as a member's machine may be.
      const to = at(30_000);
      for (const one of (await windowOf(from, to, { agency: 'WINDOWS', size: 3 })).entries)
        seen.add(one.wireId?.id as string);
      from = to;
    };
    const made: string[] = [];
    for (let round = 0; round < 6; round++) {
      const writing = Array.from({ length: 5 }, () => house.active([{ type: 'pdq', value: pdq() }]));
      await readOn();
      made.push(...(await Promise.all(writing)));
      house.clock.advance(1_000);
    }
    house.clock.advance(120_000);
    await readOn();
    for (const entry of made) expect(seen.has(entry)).toBe(true);
  }, 60_000);
});
