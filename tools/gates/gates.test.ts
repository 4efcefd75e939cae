import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { codesGate, writeCodesPage } from './check-codes.ts';
import { dependenciesGate } from './check-dependencies.ts';
import { frontDoorsGate } from './check-front-doors.ts';
import { importsGate } from './check-imports.ts';
import { lockGate } from './check-lock.ts';
import { messagesGate } from './check-messages.ts';
import { addLanded, migrationsGate } from './check-migrations.ts';
import { openapiGate } from './check-openapi.ts';
import { outgoingGate } from './check-outgoing.ts';
import { refusalsGate } from './check-refusals.ts';
import { routesGate } from './check-routes.ts';
import { securityPagesGate } from './check-security-pages.ts';
import { sqlGate } from './check-sql.ts';
import { timeGate } from './check-time.ts';

/** A small sound house; each test plants one fault in it and sees it refused. */
const HOUSE: Record<string, string> = {
  'src/kernel/index.ts': "export { refuse } from './refusal.ts';\n",
  'src/kernel/refusal.ts': 'export const refuse = (code: string) => ({ code });\n',
  'src/vocabulary/index.ts': "export const languages = ['vi', 'en'];\n",
  'src/intake/index.ts': "export { fileReport } from './file-report.ts';\nexport type { Report } from './report.ts';\n",
  'src/intake/report.ts': 'export interface Report { readonly id: string }\n',
  'src/intake/file-report.ts':
    "import { refuse } from '../kernel/index.ts';\nimport { insertReport } from './report-store.ts';\nexport const fileReport = () => (insertReport() ? null : refuse('report.too-large'));\n",
  'src/intake/report-store.ts':
    "import { sql } from 'kysely';\nexport const insertReport = () => sql`insert into intake.report (id) values (1)`;\n",
  'src/intake/report-routes.ts':
    "import { fileReport } from './file-report.ts';\nconst route = (r: unknown) => r;\nexport const routes = [route({ path: '/reports', may: 'anyone', refusals: ['report.too-large'], handle: fileReport })];\n",
  'src/intake/refusals.ts':
    "const text = { title: 'a', next: 'b' };\nexport const refusals = { 'report.too-large': { status: 413, vi: text, en: text } };\n",
  'src/demonstration/index.ts': "export const people = ['Trần Mẫu'];\n",
  'tools/gates/clean.ts': 'export const clean = () => undefined;\n',
  'src/intake/migrations/0001-reports.sql':
    'create table intake.report (id uuid primary key, agency text references members.agency (code));\n',
  'src/cases/index.ts':
    "import { fileReport } from '../intake/index.ts';\nexport const openCase = () => fileReport();\n",
  'apps/portal/src/routes/+page.svelte':
    "<script lang=\"ts\">\n  import type { Report } from '../../../../src/intake/index.ts';\n  import { languages } from '../../../../src/vocabulary/index.ts';\n  export let report: Report;\n</script>\n<h1>{report.id} {languages}</h1>\n",
  'apps/portal/src/routes/+page.server.ts': "export const _may = 'anyone';\n",
  'apps/portal/src/routes/export/+server.ts':
    "export const _may = 'anyone';\nexport const GET = () => new Response('');\n",
};

let root: string;
const plant = (path: string, text: string) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'lachan-gates-'));
  for (const [path, text] of Object.entries(HOUSE)) plant(path, text);
  await writeCodesPage(root);
});
afterEach(() => rmSync(root, { recursive: true }));

describe('imports', () => {
  test('the sound house passes', async () => {
    expect(await importsGate.run(root)).toEqual([]);
  });

  test.each([
    [
      'against the order',
      'src/intake/bad.ts',
      "import { openCase } from '../cases/index.ts';\nexport const bad = openCase;\n",
      'against-the-order',
    ],
    [
      'against the order, as a type',
      'src/kernel/bad.ts',
      "import type { Report } from '../intake/index.ts';\nexport type Bad = Report;\n",
      'against-the-order',
    ],
    [
      'around a front door',
      'src/cases/bad.ts',
      "import { fileReport } from '../intake/file-report.ts';\nexport const bad = fileReport;\n",
      'only-through-the-front-door',
    ],
    [
      'around a front door from the server',
      'apps/server/bad.ts',
      "import { fileReport } from '../../src/intake/file-report.ts';\nexport const bad = fileReport;\n",
      'only-through-the-front-door',
    ],
    [
      'of the demonstration by a module',
      'src/cases/bad.ts',
      "import { people } from '../demonstration/index.ts';\nexport const bad = people;\n",
      'against-the-order',
    ],
    [
      'of the demonstration by a page, as a type',
      'apps/portal/src/routes/+page.server.ts',
      "import type { people } from '../../../../src/demonstration/index.ts';\nexport const _may = 'anyone' as unknown as typeof people;\n",
      'demonstration-stands-alone',
    ],
    [
      'in a circle',
      'src/intake/report-store.ts',
      "import { fileReport } from './file-report.ts';\nexport const insertReport = () => fileReport();\n",
      'no-cycle',
    ],
    [
      'of the database outside a store',
      'src/intake/bad.ts',
      "import pg from 'pg';\nexport const bad = new pg.Pool();\n",
      'database-only-in-stores',
    ],
    [
      'of the project by the hash kernel',
      'hash-kernel/pdq.ts',
      "import { refuse } from '../src/kernel/index.ts';\nexport const bad = refuse;\n",
      'hash-kernel-stands-alone',
    ],
    [
      'of a value by a page',
      'apps/portal/src/routes/+page.svelte',
      '<script lang="ts">\n  import { fileReport } from \'../../../../src/intake/index.ts\';\n  fileReport();\n</script>\n',
      'pages-import-types',
    ],
    [
      'of a value by a page’s server file',
      'apps/portal/src/routes/+page.server.ts',
      "import { fileReport } from '../../../../src/intake/index.ts';\nexport const _may = fileReport;\n",
      'pages-import-types',
    ],
    [
      'of the server by a pure file',
      'src/intake/seal.pure.ts',
      "import { insertReport } from './report-store.ts';\nexport const bad = insertReport;\n",
      'pure-stays-pure',
    ],
    [
      'of the server by the vocabulary',
      'src/vocabulary/bad.ts',
      "import { readFileSync } from 'node:fs';\nexport const bad = readFileSync;\n",
      'vocabulary-stays-pure',
    ],
    [
      'of a tool by the server',
      'apps/server/bad.ts',
      "import { clean } from '../../tools/gates/clean.ts';\nexport const bad = clean;\n",
      'no-tool-in-the-system',
    ],
    [
      'in a circle, as a type',
      'src/intake/report-store.ts',
      "import type { Filed } from './file-report.ts';\nexport const insertReport = (): Filed | undefined => undefined;\n",
      'no-cycle',
    ],
    [
      'of an application by a module',
      'src/kernel/bad.ts',
      "import { _may } from '../../apps/portal/src/routes/+page.server.ts';\nexport const bad = _may;\n",
      'no-app-from-below',
    ],
  ])('an import %s is refused', async (_what, path, text, rule) => {
    plant(path, text);
    const problems = await importsGate.run(root);
    expect(problems.filter((problem) => problem.includes(path) && problem.includes(rule))).not.toEqual([]);
  });

  test('a type of the database may be named anywhere', async () => {
    plant('node_modules/pg/package.json', '{ "name": "pg", "main": "index.js" }');
    plant('node_modules/pg/index.js', '');
    plant('src/intake/fine.ts', "import type pg from 'pg';\nexport type Fine = pg.Pool;\n");
    expect(await importsGate.run(root)).toEqual([]);
  });

  test('a folder of src that is not in the order is refused', async () => {
    plant('src/extra/index.ts', 'export const a = 1;\n');
    expect(await importsGate.run(root)).toContain('src/extra is not in the list of apps/server/modules.ts');
  });

  test('a check that read nothing is refused', async () => {
    for (const place of ['src', 'apps', 'tools']) rmSync(join(root, place), { recursive: true });
    expect(await importsGate.run(root)).toEqual(['no file was read']);
  });
});

describe('front doors', () => {
  test('the sound house passes', async () => {
    plant(
      'apps/server/main.ts',
      "import { openCase } from '../../src/cases/index.ts';\nimport { people } from '../../src/demonstration/index.ts';\nexport const main = [openCase, people];\n",
    );
    expect(await frontDoorsGate.run(root)).toEqual([]);
  });

  test.each([
    ['a value that nobody takes', "export { openCase, closeCase } from './case.ts';\n", 'closeCase'],
    ['one that is declared there', 'export const openCase = 1;\nexport const closeCase = 2;\n', 'closeCase'],
    ['one that is passed on with others', "export * from './acts/index.ts';\n", 'closeCase'],
    ['one under another name', "export { openCase, close as closeCase } from './case.ts';\n", 'closeCase'],
  ])('%s is refused', async (_what, text, name) => {
    plant('src/cases/index.ts', text);
    plant('src/cases/acts/index.ts', 'export const openCase = 1;\nexport const closeCase = 2;\n');
    // The module's own files and tests are no reason for a place at the door.
    plant('src/cases/case.test.ts', "import { closeCase } from './index.ts';\nexport const tried = closeCase;\n");
    plant(
      'apps/server/main.ts',
      "import { openCase } from '../../src/cases/index.ts';\nexport const main = openCase;\n",
    );
    expect((await frontDoorsGate.run(root)).filter((problem) => problem.startsWith('src/cases'))).toEqual([
      `src/cases/index.ts exports ${name}, which nobody outside of cases uses`,
    ]);
  });

  test('what a page takes from the modules that it is handed, types and extension points are not refused', async () => {
    plant('src/cases/index.ts', "export { openCase, type Case, trackParts, casesModule } from './case.ts';\n");
    plant('src/cases/case.ts', "export const trackParts = extensionPoint<string>('cases.track', (one) => one);\n");
    plant('apps/desk/src/routes/+page.server.ts', 'export const load = ({ app }) => app.modules.cases.openCase();\n');
    expect((await frontDoorsGate.run(root)).filter((problem) => problem.startsWith('src/cases'))).toEqual([]);
  });
});

describe('migrations', () => {
  const ADDED = 'src/intake/migrations/0002-more.sql';
  beforeEach(() => addLanded(root));

  test('the sound house passes, and a new file is added to what has landed', async () => {
    expect(await migrationsGate.run(root)).toEqual([]);
    plant(ADDED, 'create table intake.more (id uuid);\n');
    expect(await migrationsGate.run(root)).toEqual([expect.stringContaining('intake/0002-more.sql is new')]);
    expect(addLanded(root)).toEqual(['intake/0002-more.sql']);
    expect(await migrationsGate.run(root)).toEqual([]);
  });

  test('one that has landed is neither edited nor taken away, and the list is not written over it', async () => {
    plant('src/intake/migrations/0001-reports.sql', 'create table intake.report (id uuid);\n');
    expect(addLanded(root)).toEqual([]);
    expect(await migrationsGate.run(root)).toEqual([expect.stringContaining('has landed and was edited')]);
    rmSync(join(root, 'src/intake/migrations/0001-reports.sql'));
    expect(await migrationsGate.run(root)).toEqual(['intake/0001-reports.sql has landed and is gone']);
  });

  test('a new one that sorts before what has landed is refused', async () => {
    plant('src/intake/migrations/0000-early.sql', 'create table intake.early (id uuid);\n');
    expect((await migrationsGate.run(root))[0]).toContain('give it a later number');
    expect(() => addLanded(root)).toThrow('give it a later number');
  });
});

describe('sql', () => {
  test('the sound house passes', async () => {
    expect(await sqlGate.run(root)).toEqual([]);
  });

  test.each([
    ['src/intake/bad.ts', 'export const bad = `select id from intake.report`;\n', 'bad.ts:1 SQL outside a store'],
    [
      'src/intake/bad.ts',
      "export const bad = (db: any) => db.selectFrom('intake.report');\n",
      'a query outside a store',
    ],
    ['apps/server/bad.ts', "export const bad = 'update intake.report set id = 1';\n", 'SQL outside a store'],
    [
      'src/intake/bad-store.ts',
      "export const bad = (db: any) => db.selectFrom('intake.report').innerJoin('members.person', 'a', 'b');\n",
      'members.person',
    ],
    [
      'src/cases/case.ts',
      "export const bad = (t: any) => t.findRow({}, 'cases.file', {});\n",
      'a query outside a store',
    ],
    [
      'src/cases/bad-store.ts',
      "export const bad = (t: any) => t.listRows({}, 'intake.report', {});\n",
      'names intake.report',
    ],
    [
      'src/cases/case-store.ts',
      "import { sql } from 'kysely';\nexport const bad = sql`select * from cases.file join intake.report using (id)`;\n",
      'intake.report',
    ],
    [
      'src/cases/migrations/0001-a.sql',
      'create table cases.file (id uuid references intake.report);\n',
      'intake.report',
    ],
    [
      'src/cases/migrations/0001-a.sql',
      '-- Hands over to vocabulary.\ninsert into vocabulary.term select * from cases.term;\nupdate intake.report set id = null;\n',
      'names intake.report',
    ],
  ])('%s with %s is refused', async (path, text, problem) => {
    plant(path, text);
    expect((await sqlGate.run(root)).join('\n')).toContain(problem);
  });

  test('sentences, events, published views and tests are no SQL of another module', async () => {
    plant(
      'src/cases/case-store.ts',
      "export const event = 'intake.report-filed';\nexport const q = 'select 1 from intake.public_report';\n",
    );
    plant(
      'src/cases/case.ts',
      "export const hint = 'Select a report from the list. Update it when it has changed.';\n",
    );
    plant('src/cases/case.test.ts', "export const q = 'select * from intake.report';\n");
    plant(
      'src/cases/migrations/0002-a.sql',
      '-- Hands over to vocabulary.\ninsert into vocabulary.term select * from cases.term;\n',
    );
    expect(await sqlGate.run(root)).toEqual([]);
  });
});

describe('routes', () => {
  test('the sound house passes', async () => {
    expect(await routesGate.run(root)).toEqual([]);
  });

  test.each([
    ['apps/portal/src/routes/help/+page.svelte', '<h1>Giúp</h1>', 'has no +page.server.ts'],
    ['apps/portal/src/routes/+page.server.ts', 'export const load = () => ({});\n', 'does not export _may'],
    [
      'apps/desk/src/routes/a/+server.ts',
      "const _may = 'anyone';\nexport const GET = () => _may;\n",
      'does not export _may',
    ],
    [
      'src/intake/bad-routes.ts',
      "const route = (r: unknown) => r;\nexport const bad = route({ path: '/x' });\n",
      'bad-routes.ts:2 a route without may',
    ],
    [
      'src/intake/bad-routes.ts',
      'const route = (r: unknown) => r;\nconst x = {};\nexport const bad = route(x);\n',
      'takes an object written here',
    ],
  ])('%s without its permission is refused', async (path, text, problem) => {
    plant(path, text);
    expect((await routesGate.run(root)).join('\n')).toContain(problem);
  });
});

describe('codes', () => {
  test('the sound house passes', async () => {
    expect(await codesGate.run(root)).toEqual([]);
  });

  test('a code in no catalogue is refused', async () => {
    plant(
      'src/cases/bad.ts',
      "import { refuse } from '../kernel/index.ts';\nexport const bad = () => refuse('case.not-there');\n",
    );
    expect(await codesGate.run(root)).toEqual([
      'src/cases/bad.ts:2 refuses with case.not-there, which is in no catalogue',
    ]);
  });

  test('a catalogue entry that is undocumented, untranslated, misnamed or unused is refused', async () => {
    plant(
      'src/cases/refusals.ts',
      "const text = { title: 'a', next: 'b' };\nexport const refusals = { Closed: { status: 409, vi: text, en: { title: '', next: 'b' } } };\n",
    );
    const problems = (await codesGate.run(root)).join('\n');
    for (const part of ['not of the form', 'lacks a text', 'never used', 'docs/refusals.md is not current'])
      expect(problems).toContain(part);
  });

  test('a code that two modules claim is refused', async () => {
    plant('src/cases/refusals.ts', "export { refusals } from '../intake/refusals.ts';\n");
    expect((await codesGate.run(root)).join('\n')).toContain('report.too-large is already in src/intake/refusals.ts');
  });
});

describe('the refusals of routes', () => {
  const routes = (list: string, more = '') =>
    plant(
      'src/intake/report-routes.ts',
      `import { fileReport } from './file-report.ts';\n${more}\nconst route = (r: unknown) => r;\nexport const routes = [${list}];\n`,
    );
  const missing = expect.stringContaining('the route’s refusals do not name report.too-large');

  test('the sound house passes', async () => {
    expect(await refusalsGate.run(root)).toEqual([]);
  });

  test('a code that the verb gives and the list leaves out is refused, however far away it stands', async () => {
    routes("route({ may: 'public', refusals: [], handle: fileReport })");
    expect(await refusalsGate.run(root)).toEqual([missing]);
    plant(
      'src/cases/index.ts',
      "import { fileReport } from '../intake/index.ts';\nexport const openCase = () => fileReport();\n",
    );
    plant(
      'src/cases/case-routes.ts',
      "import { openCase } from './index.ts';\nexport const routes = [{ may: 'public', refusals: [], handle: () => openCase() }];\n",
    );
    expect(await refusalsGate.run(root)).toEqual([missing, missing]);
  });

  test('lists are read through names and through a maker of routes; what is only compared with is not given', async () => {
    routes(
      "act({ refusals: [...some], do: fileReport }), route({ may: 'public', refusals: [], handle: () => 'x' === 'report.too-large' })",
      "const some = ['report.too-large'];\nconst act = (given: any) => given;",
    );
    expect(await refusalsGate.run(root)).toEqual([]);
    const maker = (own: string) =>
      `function act(given: any) { return route({ refusals: [${own}...given.refusals], handle: given.do }); }`;
    routes('act({ refusals: [], do: fileReport })', maker("'report.too-large', "));
    expect(await refusalsGate.run(root)).toEqual([]);
    routes('act({ refusals: [], do: fileReport })', maker(''));
    expect(await refusalsGate.run(root)).toEqual([missing]);
  });
});

test('a lock file that names a host, lacks a hash, or a version that floats is refused', async () => {
  const lock = (entry: object) =>
    plant('package-lock.json', JSON.stringify({ packages: { '': {}, 'node_modules/a': entry } }));
  plant('package.json', JSON.stringify({ dependencies: { a: '1.0.0' } }));
  lock({ version: '1.0.0', integrity: 'sha512-x' });
  expect(await lockGate.run(root)).toEqual([]);

  lock({ version: '1.0.0', resolved: 'https://registry.example/a.tgz' });
  plant('package.json', JSON.stringify({ dependencies: { a: '^1.0.0' } }));
  expect(await lockGate.run(root)).toEqual([
    'package-lock.json node_modules/a names a host (resolved)',
    'package-lock.json node_modules/a has no integrity hash',
    'package.json a ^1.0.0 is not an exact version',
  ]);
});

describe('dependencies', () => {
  const lock = (packages: Record<string, unknown>) => plant('package-lock.json', JSON.stringify({ packages }));
  const page = (text: string) => plant('docs/security/dependencies.md', text);

  test('with an allowed licence, an explained script and true figures pass', async () => {
    lock({
      '': {},
      'node_modules/a': { license: 'MIT' },
      'node_modules/a/node_modules/b': { license: '(GPL-3.0 OR Apache-2.0)', dev: true },
      'node_modules/@fontsource/andika': { license: 'OFL-1.1', hasInstallScript: true },
    });
    page('3 packages, 2 of them while it runs; 1 with an install script.\n\n`@fontsource/andika` does nothing.\n');
    expect(await dependenciesGate.run(root)).toEqual([]);
  });

  test('with an unknown licence, none, one that binds beside another, or one of somebody else’s exception are refused', async () => {
    lock({
      'node_modules/a': { license: 'SEE LICENSE IN x' },
      'node_modules/b': {},
      'node_modules/c': { license: 'MIT AND GPL-3.0' },
      'node_modules/libheif-other': { license: 'LGPL-3.0', hasInstallScript: true },
    });
    page('4 packages, 4 of them while it runs; 1 with an install script.\n');
    expect(await dependenciesGate.run(root)).toEqual([
      'package-lock.json a: the licence SEE LICENSE IN x is not allowed',
      'package-lock.json b: the licence (none named) is not allowed',
      'package-lock.json c: the licence MIT AND GPL-3.0 is not allowed',
      'package-lock.json libheif-other: the licence LGPL-3.0 is not allowed',
      'docs/security/dependencies.md does not say what the install script of libheif-other does',
    ]);
    page('5 packages, 4 of them while it runs; 1 with an install script. `libheif-other`\n');
    expect(await dependenciesGate.run(root)).toContain(
      'docs/security/dependencies.md is not current: node tools/gates/check-dependencies.ts --write',
    );
  });
});

describe('the pages on security', () => {
  test('lack no requirement, name what is there, and say true figures', async () => {
    expect(await securityPagesGate.run(root)).toEqual([
      'docs/security/asvs.md is not there',
      'docs/security/threat-model.md is not there',
    ]);
    plant('docs/security/threat-model.md', 'held by `tests/nowhere.test.ts` and `src/intake/index.ts`\n');
    plant(
      'docs/security/asvs.md',
      '| 1.1.1 | L2 | once | met | `src/intake/index.ts` |\n| 1.1.1 | L2 | once | met | we think so |\n| 1.1.9 | L2 | x | perhaps | |\n',
    );
    const refused = await securityPagesGate.run(root);
    expect(refused).toContain('docs/security/asvs.md has no row 17.3.2');
    expect(refused).toContain('docs/security/asvs.md has 1.1.1 twice');
    expect(refused).toContain('docs/security/asvs.md has 1.1.9, which is none');
    expect(refused).toContain('docs/security/asvs.md 1.1.9 has no state');
    expect(refused).toContain('docs/security/asvs.md 1.1.9 says no test and no reason');
    expect(refused).toContain('docs/security/asvs.md 1.1.1 is met by no test and no document');
    expect(refused).toContain(
      'docs/security/asvs.md should say: Of 345 requirements 2 are met, 0 are not, 0 do not apply.',
    );
    expect(refused).toContain('docs/security/threat-model.md names tests/nowhere.test.ts, which is not there');
  });
});

describe('the OpenAPI documents', () => {
  test('are those that the routes say, or the command that writes them is named', async () => {
    expect(await openapiGate.run(root)).toEqual([]);
    plant(
      'apps/server/openapi.ts',
      "export const openapiFiles = () => ({ 'docs/openapi/portal.json': '{\\n}\\n' });\n",
    );
    const refused = ['docs/openapi/portal.json is not current: node apps/cli/main.ts openapi --write'];
    expect(await openapiGate.run(root)).toEqual(refused);
    plant('docs/openapi/portal.json', '{ }\n');
    expect(await openapiGate.run(root)).toEqual(refused);
    plant('docs/openapi/portal.json', '{\n}\n');
    expect(await openapiGate.run(root)).toEqual([]);
  });
});

describe('time', () => {
  test('the sound house passes, and the one file may', async () => {
    plant('src/kernel/time.pure.ts', 'export const DAY = 86_400_000;\n');
    plant('src/intake/some.test.ts', "const at = '2026-11-24T08:00:00+07:00';\n");
    expect(await timeGate.run(root)).toEqual([]);
  });

  test.each([
    ['a day', 'export const DAY = 86_400_000;\n'],
    ['an hour', 'export const soon = (at: Date) => new Date(at.getTime() + 3600000);\n'],
    ['a product', 'export const HOUR = 60 * 60_000;\n'],
    ['a midnight', 'export const start = (day: string) => new Date(`$'.concat('{day}T00:00:00+07:00`);\n')],
    ['a formatter', "export const date = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh' });\n"],
  ])('%s by hand is refused', async (_name, text) => {
    plant('src/intake/bad.ts', text);
    expect(await timeGate.run(root)).toEqual([expect.stringContaining('src/intake/bad.ts:1 works out time by hand')]);
  });
});

describe('outgoing', () => {
  test('the sound house passes: the one way out, what listens, a test, a method of that name', async () => {
    plant('src/kernel/outgoing/safe-fetch.ts', "import { request } from 'node:https';\nexport const ask = request;\n");
    plant(
      'src/intake/serve.ts',
      "import { createServer, type IncomingMessage } from 'node:http';\nexport const serve = createServer;\n",
    );
    plant('src/intake/some.test.ts', "await fetch('http://127.0.0.1/');\n");
    plant(
      'src/intake/collect.ts',
      'export const look = (source: { fetch: () => void }) => source.fetch();\n// fetch( is spoken of here\n',
    );
    expect(await outgoingGate.run(root)).toEqual([]);
  });

  test.each([
    ['fetch', "export const ask = () => fetch('https://example.vn/');\n", 'calls out by itself'],
    [
      'fetch of the global',
      "export const ask = () => globalThis.fetch('https://example.vn/');\n",
      'calls out by itself',
    ],
    ['a WebSocket', "export const ask = () => new WebSocket('wss://example.vn/');\n", 'calls out by itself'],
    ['http.request', "import { request } from 'node:http';\nexport const ask = request;\n", 'imports request of http'],
    ['https as a whole', "import https from 'node:https';\nexport const ask = https.get;\n", 'imports https of https'],
    [
      'a socket',
      "import { connect as open } from 'node:tls';\nexport const ask = open;\n",
      'imports connect as open of tls',
    ],
  ])('%s elsewhere is refused', async (_name, text, said) => {
    plant('src/intake/bad.ts', text);
    expect(await outgoingGate.run(root)).toEqual([expect.stringContaining(said)]);
    plant('src/intake/bad.ts', '');
    plant('apps/server/bad.ts', text);
    expect(await outgoingGate.run(root)).toEqual([expect.stringContaining(said)]);
  });
});

describe('messages', () => {
  const say = (language: string, keys: readonly string[]) =>
    plant(
      `apps/portal/messages/${language}.json`,
      JSON.stringify({ $schema: 'x', ...Object.fromEntries(keys.map((key) => [key, 'a text'])) }),
    );
  const page = 'apps/portal/src/routes/words.ts';
  beforeEach(() => {
    for (const language of ['vi', 'en']) say(language, ['case_title', 'case_event_opened']);
    plant(page, "export const title = m.case_title() + words('case_event', 'opened');\n");
  });

  test('the sound house passes', async () => {
    expect(await messagesGate.run(root)).toEqual([]);
  });

  test('a message on no page is refused', async () => {
    for (const language of ['vi', 'en']) say(language, ['case_title', 'case_event_opened', 'case_help']);
    expect(await messagesGate.run(root)).toEqual(['apps/portal/messages: case_help is on no page']);
  });

  test('a message in one language is refused', async () => {
    say('en', ['case_title']);
    expect(await messagesGate.run(root)).toEqual(['apps/portal/messages/en.json lacks case_event_opened']);
  });

  test('a message or a family that is nowhere is refused', async () => {
    plant(
      page,
      "export const title = m.case_title() + words('case_event', 'opened') + m.gone() + words('lost', 'a');\n",
    );
    expect(await messagesGate.run(root)).toEqual([
      `${page} names the message gone, which is nowhere`,
      `${page} names the family lost, of which there is no message`,
    ]);
  });
});
