import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, createTestPool, type TestDatabase } from '../../tools/test/test-database.ts';
import { deadlineRules, holidays, syncVocabulary } from './index.ts';

let database: TestDatabase;
let pool: pg.Pool;
const count = async (table: string) =>
  (await pool.query(`select count(*)::int as n from vocabulary.${table}`)).rows[0].n as number;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = createTestPool(database.ownerUrl);
});
afterAll(async () => {
  await pool?.end();
  await database?.drop();
});

describe('the vocabulary in the database', () => {
  it('is written whole, and a second time changes nothing', async () => {
    await syncVocabulary(pool);
    expect(await syncVocabulary(pool)).toEqual({
      term: 0,
      adminUnit: 0,
      adminUnitMapping: 0,
      deadlineRule: 0,
      holiday: 0,
    });
    expect(await count('admin_unit')).toBe(34 + 3321 + 25);
    expect(await count('term')).toBeGreaterThan(700);
    const { rows } = await pool.query(
      "select vi, extra from vocabulary.term where list = 'online_incident' and code = 'OI-SEXT'",
    );
    expect(rows[0]).toMatchObject({ vi: 'Tống tiền tình dục', extra: { ncmec: { code: 'sextortion' } } });
    expect(await count('deadline_rule')).toBe(deadlineRules.length);
    expect(await count('holiday')).toBe(holidays().length);
  });

  it('follows the files again after a row of theirs was changed or added', async () => {
    await pool.query("update vocabulary.term set vi = 'sai' where list = 'sex' and code = 'M'");
    await pool.query("update vocabulary.term set valid_to = '2020-01-01' where list = 'sex' and code = 'F'");
    await pool.query(
      "insert into vocabulary.term (list, code, position, vi, en, source, verified) values ('sex', 'GONE', 9, 'cũ', 'old', 'file', true)",
    );
    expect((await syncVocabulary(pool)).term).toBe(2);
    const { rows } = await pool.query(
      "select code, vi, valid_to is null as open from vocabulary.term where list = 'sex' order by code",
    );
    expect(rows).toEqual([
      { code: 'F', vi: 'Nữ', open: true },
      { code: 'GONE', vi: 'cũ', open: false },
      { code: 'M', vi: 'Nam', open: true },
      { code: 'OTHER_UNK', vi: 'Khác hoặc không rõ', open: true },
    ]);
  });

  it('leaves what an operator recorded as it is', async () => {
    await pool.query(
      "update vocabulary.term set vi = 'Trẻ nam', origin = 'operator' where list = 'sex' and code = 'M'",
    );
    await pool.query(
      `update vocabulary.holiday set origin = 'operator', withdrawn = true, recorded_by = 'test', reason = 'x' where day = '2027-02-11'`,
    );
    expect(await syncVocabulary(pool)).toMatchObject({ term: 0, holiday: 0 });
    const { rows } = await pool.query("select vi from vocabulary.term where list = 'sex' and code = 'M'");
    expect(rows[0].vi).toBe('Trẻ nam');
    const { rows: days } = await pool.query("select withdrawn from vocabulary.holiday where day = '2027-02-11'");
    expect(days).toEqual([{ withdrawn: true }]);
  });

  it('follows a rule that the file changed by a new revision', async () => {
    await pool.query("update vocabulary.deadline_rule set amount = 13 where id = 'DL-EMERG-12H.2017'");
    expect((await syncVocabulary(pool)).deadlineRule).toBe(1);
    const { rows } = await pool.query(
      "select revision, amount, superseded_at is null as present from vocabulary.deadline_rule where id = 'DL-EMERG-12H.2017' order by revision",
    );
    expect(rows).toEqual([
      { revision: 1, amount: 13, present: false },
      { revision: 2, amount: 12, present: true },
    ]);
  });
});
