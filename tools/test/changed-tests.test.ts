import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { changedFiles } from './changed-files.ts';
import { chooseTests } from './changed-tests.ts';

/** A small house: cases uses intake, listening uses nobody but the kernel; a page of each, and tests in every place. */
const HOUSE: Readonly<Record<string, string>> = {
  'src/kernel/index.ts': '',
  'src/kernel/kernel.test.ts': '',
  'src/intake/index.ts': "export * from './report.ts';",
  'src/intake/report.ts': "import { ok } from '../kernel/index.ts';",
  'src/intake/report.test.ts': "import { report } from './report.ts';",
  'src/cases/index.ts': "import { report } from '../intake/index.ts';",
  'src/cases/case.test.ts': "import { openCase } from './index.ts';",
  'src/listening/index.ts': "import { ok } from '../kernel/index.ts';",
  'src/listening/observe.test.ts': "import { report } from '../intake/index.ts';",
  'apps/server/modules.ts': "await import('../../src/listening/index.ts');",
  'apps/desk/src/hooks.server.ts': '',
  'apps/desk/src/case/case-view.server.ts': 'export const view = (app) => app.modules.cases.caseView();',
  'apps/desk/src/routes/ho-so/[id]/+page.server.ts': "import { view } from '../../../case/case-view.server.ts';",
  'apps/desk/src/routes/lang-nghe/+page.server.ts':
    'export const load = ({ app }) => app.modules.listening.dashboard();',
  'apps/desk/src/routes/lich/+page.svelte': "<script>import Tile from '../../parts/Tile.svelte';</script>",
  'apps/desk/src/parts/Tile.svelte': '',
  // The start of the desk takes from listening; nothing opens it but the test of it.
  'apps/desk/src/routes/+page.server.ts': 'export const load = ({ app }) => app.modules.listening.dashboard();',
  'tests/browser/start.browser.test.ts': "await go(page, '/'); // as /others/ do",
  'tests/helper.ts': "import { dashboard } from '../src/listening/index.ts';",
  'tests/journeys/listening.test.ts': "import { dashboard } from '../helper.ts';",
  'tests/journeys/house.test.ts': "import { modules } from '../../apps/server/modules.ts';",
  'tests/browser/cases.browser.test.ts': "await go(page, '/ho-so?trang=2');",
  'tests/browser/listening.browser.test.ts': "await go(page, '/lang-nghe/canh-bao'); await go(page, '/lang-nghe');",
  'tests/browser/calendar.browser.test.ts': ['await page.goto(`$', '{desk}/lich`);'].join(''),
  'tests/browser/every-page.browser.test.ts':
    "await go(page, '/ho-so'); await go(page, '/lang-nghe'); await go(page, '/lich');",
};
const choose = (...changed: string[]) => chooseTests(changed, Object.keys(HOUSE), (file) => HOUSE[file] ?? '');

test.each<[string, string[], string[]]>([
  [
    'src/listening/index.ts',
    ['listening'],
    [
      'src/listening/observe.test.ts',
      'tests/browser/listening.browser.test.ts',
      'tests/browser/start.browser.test.ts',
      'tests/journeys/listening.test.ts',
    ],
  ],
  // The test of listening that uses intake stands below it: it is listening's, and listening does not import intake.
  ['src/intake/report.ts', ['cases', 'intake'], ['src/cases/case.test.ts', 'src/intake/report.test.ts']],
  ['src/cases/index.ts', ['cases'], ['src/cases/case.test.ts', 'tests/browser/cases.browser.test.ts']],
  ['src/intake/report.test.ts', [], ['src/intake/report.test.ts']],
  ['apps/desk/src/parts/Tile.svelte', [], ['tests/browser/calendar.browser.test.ts']],
  ['apps/desk/src/case/case-view.server.ts', [], ['tests/browser/cases.browser.test.ts']],
  [
    'apps/desk/src/hooks.server.ts',
    [],
    [
      'tests/browser/calendar.browser.test.ts',
      'tests/browser/cases.browser.test.ts',
      'tests/browser/listening.browser.test.ts',
      'tests/browser/start.browser.test.ts',
    ],
  ],
  ['tests/helper.ts', [], ['tests/journeys/listening.test.ts']],
  ['docs/ARCHITECTURE.md', [], []],
])('a change of %s runs the modules %j and the tests %j', (changed, modules, tests) => {
  expect(choose(changed)).toMatchObject({ modules, tests });
  expect(choose(changed).all).toBeUndefined();
});

test.each([
  'src/kernel/index.ts',
  'apps/server/modules.ts',
  'package-lock.json',
  'data/vn/communes.csv',
  'tools/test/test-kernel.ts',
])('a change of %s runs everything', (changed) => expect(choose('src/cases/index.ts', changed).all).toContain(changed));

test('a module that was taken away is told by its files that are gone', () => {
  expect(choose('src/intake/gone.ts').modules).toEqual(['cases', 'intake']);
});

test('what it cannot tell is refused loudly', () => {
  expect(() => choose('Dockerfile')).toThrow(/cannot tell what Dockerfile can break/);
  const blind = () => chooseTests(['src/cases/index.ts'], Object.keys(HOUSE), () => '');
  expect(blind).toThrow(/read no imports/);
});

test('what changed is what differs from main, committed or not, and outside of git nobody can tell', () => {
  const root = temporaryFolder('lachan-changed-');
  const git = (...args: string[]) =>
    expect(spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.example', ...args], { cwd: root }).status).toBe(
      0,
    );
  const write = (file: string, text: string) => {
    mkdirSync(join(root, 'src'), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  try {
    expect(() => changedFiles(root)).toThrow(/cannot tell what changed/);
    git('init', '-q', '-b', 'main');
    write('src/a.ts', '1');
    write('src/b.ts', '1');
    git('add', '-A');
    git('commit', '-qm', 'one');
    git('checkout', '-qb', 'work');
    write('src/a.ts', '2');
    git('commit', '-qam', 'two');
    write('src/b.ts', '2');
    write('src/ý.ts', '1');
    expect(changedFiles(root)).toEqual(['src/a.ts', 'src/b.ts', 'src/ý.ts']);
  } finally {
    rmSync(root, { recursive: true });
  }
});
