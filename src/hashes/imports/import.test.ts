import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { must } from '../../../tools/test/test-result.ts';
import { type Ctx, runLongJob, systemActor } from '../../kernel/index.ts';
import { md5, openTestRegister, pdq, type TestRegister } from '../hashes.testing.ts';
import {
  addToImport,
  createSource,
  finishImport,
  importPreview,
  listEntries,
  listImports,
  startImport,
  stopImport,
  verifyEntry,
} from '../index.ts';
import { type ReadLine, readImport } from './import-file.ts';

describe('reading a file', () => {
  const good = 'a'.repeat(64);
  test('CSV: rows of one id are one entry, columns in any order, faults are named by line', async () => {
    const read = await readImport(
      'csv',
      [
        `x1,pdq,${good},90,image`,
        `x1,md5,${'b'.repeat(32)},,image`,
        `x2,pdq,${good.slice(1)},,image`,
        `x3,md5,${'B'.repeat(32)},,image`,
        `x4,pdq,${good},49,image`,
        'x5,,,,image',
        '',
        `x6,"pdq,${good},90,image`,
        `x7,pdq,${good},90,image`,
      ],
      2,
      'id,type,value,quality,media',
    );
    expect(
      must(read).map((one: ReadLine) => [one.line, 'fault' in one ? one.fault : one.entry.signals.length]),
    ).toEqual([
      [2, 2],
      [4, 'signal.wrong-length'],
      [5, 'signal.not-lower-hex'],
      [6, 'signal.quality-too-low'],
      [7, 'signal.type-unknown'],
      [9, 'line.unreadable'],
      [10, 1],
    ]);
  });

  test('NDJSON: our own exchange’s lines are read, its frame passed over, a tombstone and rubbish refused', async () => {
    const read = await readImport(
      'ndjson',
      [
        '{"kind":"page","list":"L","mode":"snapshot"}',
        `{"kind":"entry","id":"a","at":"2026-01-01T00:00:00Z","media":"image","signals":[{"type":"pdq","value":"${good}"}],"classes":[]}`,
        '{"kind":"tombstone","id":"b","at":"2026-01-01T00:00:00Z"}',
        'no json',
        `{"signals":[{"type":"pdq","value":"${good}"}],"classes":[{"scheme":"ncmec","version":"v2","label":"C9"}]}`,
        '{"kind":"end","cursor":"c","more":false,"count":2}',
      ],
      1,
      '',
    );
    expect(must(read).map((one: ReadLine) => ('fault' in one ? one.fault : one.entry.externalId))).toEqual([
      'a',
      'line.tombstone',
      'line.unreadable',
      'line.class-unknown',
    ]);
  });
});

describe('an import', () => {
  let house: TestRegister;
  let operator: Ctx;
  beforeAll(async () => {
    house = await openTestRegister();
    operator = house.as(house.people.operator);
    must(
      await createSource(operator, {
        code: 'MAU',
        kind: 'register',
        agency: 'MAU',
        licence: 'TT-MAU',
        mayRedistribute: true,
        arrivesVerified: true,
      }),
    );
  });
  afterAll(() => house.close());
  const line = (value: string) => JSON.stringify({ signals: [{ type: 'pdq', value, quality: 90 }] });

  test('previews what is new, there already and refused; nothing enters before it is confirmed; entries wait for two even from a verified source', async () => {
    const held = pdq();
    await house.active([{ type: 'pdq', value: held }]);
    const fresh = [pdq(), pdq(), pdq()];
    const { id } = must(await startImport(operator, { source: 'MAU', bank: 'NATIONAL', format: 'ndjson' }));
    const lines = [...fresh.map(line), line(held), line('A'.repeat(64)), 'x'];
    const part = { batch: id, lines, from: 1, header: '' };
    expect(must(await addToImport(operator, part))).toMatchObject({ lines: 6, fresh: 3, known: 1, refused: 2 });
    // The same part again, as after a cut line.
    expect(must(await addToImport(operator, part))).toMatchObject({ lines: 6, fresh: 3 });
    const before = must(await listEntries(operator, { filters: { source: 'MAU' } })).entries.length;
    expect(before).toBe(0);
    const preview = must(await importPreview(operator, { batch: id }));
    expect(preview.reasons.map((one) => one.reason).sort()).toEqual(['line.unreadable', 'signal.not-lower-hex']);
    must(await finishImport(operator, { batch: id, act: 'confirm' }));
    expect(await addToImport(operator, part)).toMatchObject({ refusal: { code: 'import.wrong-state' } });
    const work = must(await importPreview(operator, { batch: id })).job?.id as string;
    await runLongJob(house.as(systemActor('test')), work);
    await runLongJob(house.as(systemActor('test')), work);
    expect(must(await importPreview(operator, { batch: id })).job).toMatchObject({ state: 'DONE', done: 3, total: 3 });
    const { entries } = must(await listEntries(operator, { filters: { source: 'MAU' } }));
    expect(entries.map((one) => one.status)).toEqual(['PROPOSED', 'PROPOSED', 'PROPOSED']);
    expect(must(await listImports(operator))[0]).toMatchObject({ state: 'DONE', taken: 3 });
    // Whoever imported it is its proposer and no judge of it.
    const both = {
      ...house.people.operator,
      assignments: [...house.people.operator.assignments, ...house.people.analyst.assignments],
    };
    expect(
      await verifyEntry(house.as(both), { entry: entries[0]?.id as string, verdict: 'LISTED', nationalClass: 'N1' }),
    ).toMatchObject({ refusal: { code: 'entry.own-proposal' } });
  });

  test('stopped, it keeps what is in the register and forgets the rest', async () => {
    const { id } = must(await startImport(operator, { source: 'MAU', bank: 'NATIONAL', format: 'ndjson' }));
    must(await addToImport(operator, { batch: id, lines: [pdq(), pdq()].map(line), from: 1, header: '' }));
    expect(await stopImport(operator, { batch: id })).toMatchObject({ refusal: { code: 'import.wrong-state' } });
    must(await finishImport(operator, { batch: id, act: 'confirm' }));
    must(await stopImport(operator, { batch: id }));
    const { batch, job } = must(await importPreview(operator, { batch: id }));
    expect([batch.state, batch.taken, job?.state]).toEqual(['DONE', 0, 'CANCELLED']);
    const { rows } = await house.owner.query('select 1 from hashes.import_line where batch_id = $1', [id]);
    expect(rows).toEqual([]);
    expect(await stopImport(operator, { batch: id })).toMatchObject({ refusal: { code: 'long-job.over' } });
  });

  test('a file with nothing new is not confirmed, and a dropped one leaves no lines', async () => {
    const { id } = must(await startImport(operator, { source: 'MAU', bank: 'NATIONAL', format: 'csv' }));
    must(await addToImport(operator, { batch: id, lines: [`md5,${md5('x')}x`], from: 2, header: 'type,value' }));
    expect(await finishImport(operator, { batch: id, act: 'confirm' })).toMatchObject({
      refusal: { code: 'import.empty' },
    });
    must(await finishImport(operator, { batch: id, act: 'drop' }));
    const { rows } = await house.owner.query('select 1 from hashes.import_line where batch_id = $1', [id]);
    expect(rows).toEqual([]);
  });

  test('is no business of an analyst or another agency', async () => {
    const { id } = must(await startImport(operator, { source: 'MAU', bank: 'NATIONAL', format: 'csv' }));
    const elsewhere = {
      ...house.people.operator,
      agency: 'OTHER',
      assignments: [{ role: 'hash_db_operator', agency: 'OTHER' }],
    };
    for (const actor of [house.people.analyst, elsewhere])
      expect(await importPreview(house.as(actor), { batch: id })).toMatchObject({
        refusal: { code: 'import.not-found' },
      });
  });
});
