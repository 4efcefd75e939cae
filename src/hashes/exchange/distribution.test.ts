import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { must } from '../../../tools/test/test-result.ts';
import { newId } from '../../kernel/index.ts';
import type { BankMode } from '../banks/bank-mode.ts';
import type { ListRule } from '../entries/register-store.ts';
import { all, openTestRegister, pdq, type TestRegister } from '../hashes.testing.ts';
import { createBank, createList, createSource, setListRules, withdrawEntry } from '../index.ts';
import { ncmecTime } from './ncmec.ts';

/** What a list gives, in every format: a bank that is only watched for, or that suppresses, never by accident. */
const house = fileFixture(() => openTestRegister());
const as = (who: keyof TestRegister['people']) => house.as(house.people[who]);

describe('a rule names what it gives', () => {
  const modes = ['match', 'watch', 'negative'] as const;
  const kinds = ['own', 'iwf', 'police'] as const;
  const labels = ['N0', 'N1', 'N2'] as const;
  const subset = <T>(values: readonly T[]) => fc.option(fc.subarray([...values], { minLength: 1 }), { nil: null });
  const situation = fc.record({
    banks: fc.array(fc.record({ mode: fc.constantFrom(...modes), enabled: fc.boolean() }), {
      minLength: 1,
      maxLength: 4,
    }),
    lists: fc.array(
      fc.record({
        enabled: fc.boolean(),
        rules: fc.array(
          fc
            .record({
              bank: fc.option(fc.nat({ max: 3 }), { nil: null }),
              classes: subset(labels),
              kinds: subset(kinds),
            })
            .filter((rule) => (rule.bank ?? rule.classes ?? rule.kinds) !== null),
          { maxLength: 3 },
        ),
      }),
      { minLength: 1, maxLength: 3 },
    ),
    entries: fc.array(
      fc.record({
        bank: fc.nat({ max: 3 }),
        status: fc.constantFrom('PROPOSED', 'ACTIVE', 'DISPUTED', 'SUSPENDED', 'WITHDRAWN'),
        classes: fc.subarray([...labels]),
        sources: fc.array(
          fc.record({ kind: fc.constantFrom(...kinds), redistribute: fc.boolean(), expired: fc.boolean() }),
          { maxLength: 2 },
        ),
      }),
      { minLength: 1, maxLength: 5 },
    ),
  });

  test('on random banks, rules, sources and states the database gives what the words say, and nothing else', async () => {
    const client = await house.owner.connect();
    try {
      await fc.assert(
        fc.asyncProperty(situation, async ({ banks, lists, entries }) => {
          await client.query('begin');
          try {
            await client.query("select set_config('lachan.actor', $1, true)", [
              JSON.stringify({ kind: 'system', now: '2026-11-24T02:00:00Z' }),
            ]);
            await client.query('delete from hashes.list_rule');
            const bankIds: string[] = [];
            for (const [n, bank] of banks.entries()) {
              const id = newId();
              bankIds.push(id);
              await client.query(
                "insert into hashes.bank (id, code, name_vi, name_en, mode, owner_agency, enabled, created_by, created_at) values ($1, $2, 'x', 'x', $3, 'X', $4, 'x', now())",
                [id, `P_${n}`, bank.mode, bank.enabled],
              );
            }
            const listIds: string[] = [];
            for (const [n, list] of lists.entries()) {
              const id = newId();
              listIds.push(id);
              await client.query(
                "insert into hashes.distribution_list (id, code, name_vi, name_en, enabled, created_by, created_at) values ($1, $2, 'x', 'x', $3, 'x', now())",
                [id, `P_${n}`, list.enabled],
              );
              for (const rule of list.rules)
                await client.query(
                  'insert into hashes.list_rule (id, list_id, bank_id, national_classes, source_kinds) values ($1, $2, $3, $4, $5)',
                  [
                    newId(),
                    id,
                    rule.bank === null ? null : bankIds[rule.bank % banks.length],
                    rule.classes,
                    rule.kinds,
                  ],
                );
            }
            const entryIds: string[] = [];
            for (const entry of entries) {
              const id = newId();
              entryIds.push(id);
              await client.query(
                "insert into hashes.entry (id, bank_id, owner_agency, media_kind, status, legal_basis, proposed_by, proposed_at, updated_at) values ($1, $2, 'X', 'image', $3, 'TEST', 'x', now(), now())",
                [id, bankIds[entry.bank % banks.length], entry.status],
              );
              for (const label of entry.classes)
                await client.query(
                  "insert into hashes.classification (id, entry_id, scheme, scheme_version, label, given_by, given_at) values ($1, $2, 'national', '1', $3, 'x', now())",
                  [newId(), id, label],
                );
              for (const source of entry.sources) {
                const sourceId = newId();
                await client.query(
                  "insert into hashes.source (id, code, kind, agency, licence, may_redistribute, arrives_verified, expires_at, created_by, created_at) values ($1, $2, $3, 'Y', 'x', $4, true, $5, 'x', now())",
                  [
                    sourceId,
                    sourceId,
                    source.kind,
                    source.redistribute,
                    source.expired ? '2026-11-24T02:00:00Z' : null,
                  ],
                );
                await client.query(
                  "insert into hashes.provenance (id, entry_id, source_id, external_id, received_at, payload_hash) values ($1, $2, $3, 'x', now(), '\\x00')",
                  [newId(), id, sourceId],
                );
              }
            }
            const { rows } = await client.query<{ entry_id: string; list_id: string }>(
              'select entry_id, list_id from hashes.wanted_lists($1)',
              [entryIds],
            );
            const given = rows.map((row) => `${entryIds.indexOf(row.entry_id)} ${listIds.indexOf(row.list_id)}`).sort();
            const expected = entries.flatMap((entry, e) =>
              lists.flatMap((list, l) => {
                const at = entry.bank % banks.length;
                const bank = banks[at] as { mode: BankMode; enabled: boolean };
                const free = entry.sources.every((source) => source.redistribute && !source.expired);
                const taken = list.rules.some(
                  (rule) =>
                    (rule.bank === null ? bank.mode === 'match' : rule.bank % banks.length === at) &&
                    (rule.classes === null || rule.classes.some((label) => entry.classes.includes(label))) &&
                    (rule.kinds === null ||
                      (entry.sources.length === 0
                        ? rule.kinds.includes('own')
                        : entry.sources.some((source) => rule.kinds?.includes(source.kind)))),
                );
                const inForce = entry.status === 'ACTIVE' || entry.status === 'DISPUTED';
                return list.enabled && bank.enabled && inForce && free && taken ? [`${e} ${l}`] : [];
              }),
            );
            expect(given).toEqual(expected.sort());
          } finally {
            await client.query('rollback');
          }
        }),
        { numRuns: 120 },
      );
    } finally {
      client.release();
    }
  }, 120_000);

  test.each([
    ['nothing', { bank: null, nationalClasses: null, sourceKinds: null }],
    ['an empty set of classes', { bank: 'NATIONAL', nationalClasses: [], sourceKinds: null }],
    ['an empty set of sources', { bank: null, nationalClasses: ['N1'], sourceKinds: [] }],
  ] as [string, ListRule][])('a rule that names %s is refused, by the verbs and by the database', async (_, rule) => {
    const named = { code: 'NO_RULE', nameVi: 'x', nameEn: 'x', rules: [rule] };
    expect(await createList(as('approver'), named)).toMatchObject({ refusal: { code: 'list.rule-names-nothing' } });
    expect(await setListRules(as('approver'), { code: 'MEMBERS', rules: [rule] })).toMatchObject({
      refusal: { code: 'list.rule-names-nothing' },
    });
    await expect(
      house.owner.query(
        "insert into hashes.list_rule (id, list_id, bank_id, national_classes, source_kinds) select $1, list.id, (select id from hashes.bank where code = $2), $3, $4 from hashes.distribution_list as list where code = 'MEMBERS'",
        [newId(), rule.bank, rule.nationalClasses, rule.sourceKinds],
      ),
    ).rejects.toThrow('list_rule_names_what_it_gives');
  });
});

describe('in every format', () => {
  const values = { match: pdq(), watch: pdq(), negative: pdq(), takeDown: pdq() };
  let start = '';
  let numbers: Record<string, number> = {};
  const get = async (path: string, agency: string) => {
    const response = await fetch(`${house.base}${path}`, { headers: house.key(agency, ...all) });
    return { status: response.status, text: await response.text() };
  };
  const told = (text: string) =>
    Object.entries(values)
      .filter(([, value]) => text.includes(value))
      .map(([name]) => name);
  const formats = (list: string): [string, string][] => [
    ['NCMEC v2', `/exchange/ncmec/v2/entries?from=${start}&to=${ncmecTime(house.clock.now())}`],
    ['NDJSON', `/api/v1/hashes/changes?list=${list}`],
    ['CSV', `/api/v1/hashes/changes?list=${list}&format=csv`],
    ['STIX', `/api/v1/hashes/changes?list=${list}&format=stix`],
    ['MISP', `/api/v1/hashes/changes?list=${list}&format=misp`],
    ['StopNCII', `/exchange/stopncii/v1/FetchHashes?startTimestamp=${Date.parse(start) / 1_000}`],
  ];
  const readAll = async (list: string, agency: string) => {
    house.clock.advance(10_000);
    const read: Record<string, string> = {};
    for (const [name, path] of formats(list)) {
      const answer = await get(path, agency);
      expect([name, answer.status]).toEqual([name, 200]);
      read[name] = answer.text;
    }
    return read;
  };
  const list = (code: string, rules: readonly ListRule[]) =>
    createList(as('approver'), { code, nameVi: code, nameEn: code, rules });
  const named = (bank: string): ListRule => ({ bank, nationalClasses: null, sourceKinds: null });

  beforeAll(async () => {
    house.clock.advance(3_600_000);
    start = ncmecTime(house.clock.now());
    for (const [code, mode] of [
      ['WATCHED', 'watch'],
      ['HARMLESS', 'negative'],
    ] as const)
      must(await createBank(as('operator'), { code, nameVi: code, nameEn: code, mode }));
    const ids = {
      match: await house.active([{ type: 'pdq', value: values.match }]),
      watch: await house.active([{ type: 'pdq', value: values.watch }], { bank: 'WATCHED' }),
      negative: await house.active([{ type: 'pdq', value: values.negative }], { bank: 'HARMLESS' }),
      // As requestRemoval writes it, and classed on top, so that a rule by class could take it.
      takeDown: await house.active([{ type: 'pdq', value: values.takeDown }], { bank: 'TAKE_IT_DOWN' }),
    };
    const { rows } = await house.owner.query<{ id: string; number: string }>('select id, number from hashes.entry');
    numbers = Object.fromEntries(
      Object.entries(ids).map(([name, id]) => [name, Number(rows.find((row) => row.id === id)?.number)]),
    );
    // Every way to name something but the banks themselves.
    must(
      await list('GENERAL', [
        named('NATIONAL'),
        { bank: null, nationalClasses: ['N0', 'N1', 'N2', 'N3', 'N4'], sourceKinds: null },
        { bank: null, nationalClasses: null, sourceKinds: ['own', 'ncmec', 'platform', 'register'] },
        { bank: null, nationalClasses: ['N1'], sourceKinds: ['own'] },
      ]),
    );
    must(await list('BY_NAME', [named('NATIONAL'), named('WATCHED'), named('HARMLESS'), named('TAKE_IT_DOWN')]));
    await house.refresh();
    await house.member('GENERAL_MEMBER', { lists: ['GENERAL'] });
    await house.member('NAMED_MEMBER', { lists: ['BY_NAME'] });
    await house.service.catchUp();
  });

  test('a list whose rules name no bank but the match bank gives that bank alone', async () => {
    for (const [format, text] of Object.entries(await readAll('GENERAL', 'GENERAL_MEMBER')))
      expect([format, told(text)]).toEqual([format, ['match']]);
  });

  test('what is named goes out where the format can say what it is, and says it', async () => {
    const read = await readAll('BY_NAME', 'NAMED_MEMBER');
    expect(told(read['NCMEC v2'] as string)).toEqual(['match']);
    expect(told(read.StopNCII as string)).toEqual(['match', 'watch', 'takeDown']);
    for (const format of ['NDJSON', 'CSV', 'STIX', 'MISP']) expect(told(read[format] as string)).toHaveLength(4);
    const lineOf = (value: string) => (read.NDJSON as string).split('\n').find((line) => line.includes(value)) ?? '{}';
    expect(Object.values(values).map((value) => JSON.parse(lineOf(value)).mode)).toEqual([
      'match',
      'watch',
      'negative',
      'watch',
    ]);
    const csv = (read.CSV as string).split('\r\n');
    expect(
      Object.values(values).map((value) =>
        csv
          .find((row) => row.includes(value))
          ?.split(',')
          .at(-1),
      ),
    ).toEqual(['match', 'watch', 'negative', 'watch']);
    const stix = JSON.parse(read.STIX as string).objects as { pattern?: string; indicator_types?: string[] }[];
    expect(
      Object.values(values).map((value) => stix.find((one) => one.pattern?.includes(value))?.indicator_types?.[0]),
    ).toEqual(['malicious-activity', 'unknown', 'benign', 'unknown']);
  });

  test('in MISP only what blocks is for detection', async () => {
    const value = 'd41d8cd98f00b204e9800998ecf8427e';
    const entry = await house.active([{ type: 'md5', value }], { bank: 'TAKE_IT_DOWN' });
    house.clock.advance(10_000);
    const read = await get('/api/v1/hashes/changes?list=BY_NAME&format=misp', 'NAMED_MEMBER');
    const objects = JSON.parse(read.text).Event.Object as { uuid: string; Attribute: object[] }[];
    expect(objects.find((one) => one.uuid === entry)).toMatchObject({
      comment: 'bank: watch',
      Attribute: [{ value, to_ids: false }],
    });
    must(await withdrawEntry(as('approver'), { entry }));
  });

  test('HMA’s surface and our own questions tell nothing of it to who has only the general list', async () => {
    for (const name of ['watch', 'negative', 'takeDown'] as const) {
      const query = `signal=${values[name]}&signal_type=pdq`;
      for (const banks of ['', '&banks=WATCHED,HARMLESS,TAKE_IT_DOWN']) {
        expect((await get(`/m/lookup?${query}${banks}`, 'GENERAL_MEMBER')).text).toBe('{}');
        expect((await get(`/m/raw_lookup?${query}${banks}&include_distance=1`, 'GENERAL_MEMBER')).text).toBe(
          '{"matches":[]}',
        );
      }
      for (const bank of ['WATCHED', 'HARMLESS', 'TAKE_IT_DOWN'])
        expect(
          (await get(`/c/bank/${bank}/content/${numbers[name]}?include_signals=true`, 'GENERAL_MEMBER')).status,
        ).toBe(404);
      const asked = await fetch(`${house.base}/api/v1/hashes/match`, {
        method: 'POST',
        headers: { ...house.key('GENERAL_MEMBER', ...all), 'content-type': 'application/json' },
        body: JSON.stringify({ purpose: 'TEST', hashes: [{ type: 'pdq', value: values[name] }] }),
      });
      expect((await asked.json()).answers).toEqual([
        { outcome: 'no-match', matches: [], watched: [], truncated: false },
      ]);
    }
    expect((await get(`/m/lookup?signal=${values.match}&signal_type=pdq`, 'GENERAL_MEMBER')).text).toContain(
      'NATIONAL',
    );
  });

  test('HMA’s lookups block nothing that is only watched for, also for who has it by name', async () => {
    for (const name of ['watch', 'takeDown'] as const) {
      const query = `signal=${values[name]}&signal_type=pdq`;
      expect((await get(`/m/lookup?${query}`, 'NAMED_MEMBER')).text).toBe('{}');
      expect((await get(`/m/raw_lookup?${query}`, 'NAMED_MEMBER')).text).toBe('{"matches":[]}');
    }
  });

  test('what comes in keeps its kind: a watched hash blocks nowhere, nothing foreign suppresses', async () => {
    must(
      await createSource(as('operator'), {
        code: 'careless',
        kind: 'platform',
        agency: 'CARELESS',
        licence: 'own',
        mayRedistribute: true,
        arrivesVerified: true,
      }),
    );
    await house.member('CARELESS');
    const push = async (bank: string, mode?: BankMode) => {
      const body = JSON.stringify({
        kind: 'entry',
        id: newId(),
        at: '2026-11-24T00:00:00Z',
        media: 'image',
        mode,
        signals: [{ type: 'pdq', value: pdq() }],
        classes: [],
      });
      const response = await fetch(`${house.base}/api/v1/hashes/changes?bank=${bank}`, {
        method: 'POST',
        headers: { ...house.key('CARELESS', ...all), 'content-type': 'application/x-ndjson' },
        body,
      });
      const answer = await response.json();
      return response.status === 200 ? 'taken' : answer.code;
    };
    const outcomes = [];
    for (const bank of ['NATIONAL', 'WATCHED', 'HARMLESS'])
      for (const mode of [undefined, 'match', 'watch', 'negative'] as const) outcomes.push(await push(bank, mode));
    const no = 'bank.mode-differs';
    expect(outcomes).toEqual(['taken', 'taken', no, no, 'taken', 'taken', 'taken', no, no, no, no, 'taken']);
    const submitted = await fetch(`${house.base}/exchange/stopncii/v1/SubmitHashes?bank=HARMLESS`, {
      method: 'POST',
      headers: { ...house.key('CARELESS', ...all), 'content-type': 'application/json' },
      body: JSON.stringify({ hashRecords: [{ signalType: 'ImagePDQ', hashValue: pdq() }] }),
    });
    expect([submitted.status, (await submitted.json()).code]).toEqual([409, no]);
  });

  test('the migration takes back what the old rules gave too much of, as tombstones', async () => {
    const entry = await house.active([{ type: 'pdq', value: pdq() }], { bank: 'TAKE_IT_DOWN' });
    const kept = await house.active([{ type: 'pdq', value: pdq() }]);
    const client = await house.owner.connect();
    try {
      await client.query('begin');
      await client.query('alter table hashes.list_rule drop constraint list_rule_names_what_it_gives');
      const { rows } = await client.query("select id from hashes.distribution_list where code = 'GENERAL'");
      const general = rows[0].id;
      await client.query('delete from hashes.list_rule where list_id = $1', [general]);
      await client.query('insert into hashes.list_rule (id, list_id) values ($1, $2)', [newId(), general]);
      await client.query('insert into hashes.list_entry values ($1, $2)', [general, entry]);
      await client.query(
        await readFile(new URL('../migrations/0003-lists-name-what-they-give.sql', import.meta.url), 'utf8'),
      );
      const held = await client.query('select entry_id from hashes.list_entry where list_id = $1', [general]);
      expect(held.rows.map((row) => row.entry_id)).toContain(kept);
      expect(held.rows.map((row) => row.entry_id)).not.toContain(entry);
      const lines = await client.query('select op from hashes.change where list_id = $1 and entry_id = $2', [
        general,
        entry,
      ]);
      expect(lines.rows).toEqual([{ op: 'remove' }]);
      const rules = await client.query(
        'select bank.mode from hashes.list_rule join hashes.bank on bank.id = bank_id where list_id = $1',
        [general],
      );
      expect(new Set(rules.rows.map((row) => row.mode))).toEqual(new Set(['match']));
    } finally {
      await client.query('rollback');
      client.release();
    }
  });
});
