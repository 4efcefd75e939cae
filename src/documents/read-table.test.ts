import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { Result } from '../kernel/index.ts';
import { type ReadTable, readTable } from './read-table.ts';
import { tableFile } from './table-file.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const said = (result: Result<ReadTable>) =>
  result.ok
    ? { columns: result.value.columns, rows: result.value.rows.map(({ cells }) => cells) }
    : { refused: result.refusal.code, ...result.refusal.facts };

describe('a table that somebody brings', () => {
  it.each([
    [',', 'tên,nhãn\r\n"a, b",x\r\n'],
    [';', 'tên;nhãn\n"a; b";x'],
    ['\t', 'tên\tnhãn\n"a\tb"\tx\n\n'],
    ['|', 'tên|nhãn\rq|x\r'],
    [';', 'sep=;\r\ntên;nhãn,hai\r\nq;x\r\n'],
  ])('is cut at its own separator %j', async (separator, text) => {
    const read = await readTable(utf8(text));
    expect(read.ok && read.value.separator).toBe(separator);
    expect(read.ok && read.value.rows.map(({ cells }) => cells[1])).toEqual(['x']);
  });

  it('in UTF-8 with a mark, UTF-16 or the code page of a Vietnamese Windows reads the same', async () => {
    const text = 'tên;ghi chú\r\nĐặng Thị Mẫu;đã gọi\r\n';
    const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le');
    // windows-1258 spells a Vietnamese letter as a letter and a tone after it.
    const cp1258 = Buffer.from(
      [...'tên;ghi chú\r\nĐ\u0103\u0323ng Thi\u0323 Mâ\u0303u;đa\u0303 go\u0323i\r\n'].map(
        (letter) =>
          ({ ê: 0xea, ú: 0xfa, Đ: 0xd0, ă: 0xe3, '\u0323': 0xf2, '\u0303': 0xde, â: 0xe2, đ: 0xf0 })[letter] ??
          letter.charCodeAt(0),
      ),
    );
    for (const bytes of [utf8(`\ufeff${text}`), new Uint8Array(utf16), new Uint8Array(cp1258)])
      expect(said(await readTable(bytes))).toEqual({
        columns: ['tên', 'ghi chú'],
        rows: [['Đặng Thị Mẫu', 'đã gọi']],
      });
  });

  it('names the line that it cannot be read from', async () => {
    expect(said(await readTable('a,b\r\n1,"2\r\n3\r\n",4\r\n5,"6\r\n7,8\r\n'))).toEqual({
      refused: 'table.unreadable',
      line: 5,
    });
    expect(said(await readTable('a,b\n1,2\n3,4"5"\n'))).toMatchObject({ refused: 'table.unreadable', line: 3 });
  });

  it('counts lines, not rows, and marks a row with a separator too many', async () => {
    const read = await readTable('a,b\n"1\n2",3\n\n4,5,6\n7\n');
    expect(read.ok && read.value.rows).toEqual([
      { line: 2, cells: ['1\n2', '3'] },
      { line: 5, cells: ['4', '5'], tooLong: true },
      { line: 6, cells: ['7', ''] },
    ]);
  });

  it('of lines loses no more than the line with an open quote', async () => {
    const read = await readTable('a,b\n1,"2\n3,4\n5,"6"\n', { rowsAreLines: true });
    expect(read.ok && read.value.rows).toEqual([
      { line: 2, cells: ['', ''], tooLong: true },
      { line: 3, cells: ['3', '4'] },
      { line: 4, cells: ['5', '6'] },
    ]);
  });

  it('is refused where it is too large, empty, ambiguous or no table', async () => {
    const few = { limits: { rows: 2, columns: 2, bytes: 40, row: 20 } };
    expect(said(await readTable('a\n1\n2\n3\n', few))).toEqual({ refused: 'table.too-large', what: 'rows', most: 2 });
    expect(said(await readTable('a,b,c\n1,2,3\n', few))).toMatchObject({ refused: 'table.too-large', what: 'columns' });
    expect(said(await readTable(`a\n${'x'.repeat(30)}\n`, few))).toMatchObject({
      refused: 'table.too-large',
      what: 'row',
    });
    expect(said(await readTable('x'.repeat(41), few))).toMatchObject({ refused: 'table.too-large', what: 'bytes' });
    expect(said(await readTable('\r\n \r\n'))).toEqual({ refused: 'table.empty' });
    expect(said(await readTable('a,b,a\n1,2,3\n'))).toEqual({ refused: 'table.column-twice', column: 3 });
    expect(said(await readTable(new Uint8Array([0, 1, 2, 0xff, 0xfe])))).toEqual({ refused: 'table.encoding-unknown' });
    expect(said(await readTable(zipSync({ 'xl/workbook.xml': strToU8('<x/>') })))).toMatchObject({
      refused: 'table.unreadable',
    });
  });

  it('packed as a bomb is refused before it is unpacked', async () => {
    const bomb = zipSync({ 'xl/worksheets/sheet1.xml': new Uint8Array(30_000_000) });
    expect(bomb.length).toBeLessThan(100_000);
    expect(said(await readTable(bomb, { limits: { bytes: 1_000_000 } }))).toMatchObject({
      refused: 'table.too-large',
      what: 'bytes',
    });
  });

  it('comes back as it was written, whatever stands in its cells', async () => {
    const cell = fc
      .string({ unit: 'binary' })
      .map((text) => text.normalize('NFC').replaceAll(/[\p{Cc}\p{Cs}\ufffd\ufeff]/gu, ''));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 6 }), async (cells) => {
        const rows = cells.filter((row) => row.some((text) => text.trim() !== ''));
        const file = await tableFile('csv', ['một', 'hai'], rows, { name: 'x' });
        const read = await readTable(new Uint8Array(file.bytes));
        const plain = (text: string) => text.replace(/^'(?=\s*[=+\-@\uff1d\uff0b\uff0d\uff20])/, '');
        expect(read.ok && read.value.rows.map((row) => row.cells.map(plain))).toEqual(
          rows.map((row) => row.map(plain)),
        );
      }),
      { numRuns: 200 },
    );
  });
});
