import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../../../server/paths.ts';
import { words } from '../server/codes.server.ts';
import { auditCodes } from './audit-codes.server.ts';

/** The text of every file of the modules but tests. */
const sources = () =>
  globSync('src/**/*.ts', { cwd: ROOT, exclude: (path) => /\.test(ing)?\.ts$/.test(String(path)) }).map((file) =>
    readFileSync(join(ROOT, file), 'utf8'),
  );

const app = { modules: { cases: { caseActs: {} } } } as unknown as App.Locals['app'];

test('what an entry of the audit carries is said in words; what has none follows as it is', () => {
  expect(auditCodes(app, { list: 'in', rows: 0 })).toBe('danh sách: đến đơn vị · số dòng: 0');
  expect(auditCodes(app, { unheardOf: 'ab12', role: 'auditor', feedback: true })).toBe(
    'vai trò: Kiểm tra viên · phản hồi kết quả: Có · unheardOf: ab12',
  );
  expect(auditCodes(app, { refusal: 'receipt.wrong', try: 1 })).toBe(
    'lý do từ chối: mã hoặc các từ không đúng · lần thử: 1',
  );
  expect(auditCodes(app, { refusal: 'form.unheard-of' })).toBe('lý do từ chối: form.unheard-of');
  expect(auditCodes(app, { session: '01a2195a-af11-7217-98bc-5a56613fc45f' })).toBe('phiên: …\u20605a56613fc45f');
});

test('every code that a module puts into an entry has words', () => {
  const names = new Set<string>();
  for (const text of sources()) {
    for (const { 1: body = '', index } of text.matchAll(/codes:\s*\{([^{}]*)\}/g)) {
      if (!text.slice(Math.max(0, index - 300), index).includes('audit')) continue;
      for (const part of body.split(',')) {
        const name = /^\s*'?([\w-]+)'?\s*(?::|$)/.exec(part)?.[1];
        if (name !== undefined) names.add(name);
      }
    }
  }
  expect(names.size).toBeGreaterThan(80);
  expect([...names].filter((name) => words('audit_code', name) === name)).toEqual([]);
});

test('every act that a module writes down has words', () => {
  const acts = new Set(
    sources().flatMap((text) =>
      [...text.matchAll(/\baction:[^,\n]*/g)].flatMap(([given]) =>
        [...given.matchAll(/'([a-z-]+\.[a-z-]+)'/g)].map(([, act = '']) => act),
      ),
    ),
  );
  expect(acts.size).toBeGreaterThan(200);
  expect([...acts].filter((act) => words('action', act) === act)).toEqual([]);
});
