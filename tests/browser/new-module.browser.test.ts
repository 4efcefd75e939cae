import { cpSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { modules } from '../../apps/server/modules.ts';
import { ROOT } from '../../apps/server/paths.ts';
import { buildIfStale } from '../../tools/build.ts';
import { temporaryFolder } from '../../tools/temporary-folder.ts';
import { listVisits, planVisit, visitsModule } from '../journeys/fixtures/visits/index.ts';
import { deskOf, startDesk } from './desk-server.ts';
import { ready } from './desk-visit.ts';
import { noViolations } from './no-violations.ts';
import { useServer } from './use-server.ts';

/** A checkout whose desk has one folder of routes more: the page of the planted module of tests/journeys/new-module.test.ts. */
const root = temporaryFolder('lachan-planted-desk-');
const PAGE = join(ROOT, 'tests', 'journeys', 'fixtures', 'visits', 'desk-page');

async function startPlanted() {
  const desk = join(ROOT, 'apps', 'desk');
  mkdirSync(join(root, 'apps'));
  cpSync(desk, join(root, 'apps', 'desk'), {
    recursive: true,
    filter: (path) => !/[\\/](?:build|\.svelte-kit|node_modules|paraglide)$/.test(path),
  });
  cpSync(PAGE, join(root, 'apps', 'desk', 'src', 'routes'), { recursive: true });
  for (const beside of [
    'node_modules',
    'package.json',
    'package-lock.json',
    'tsconfig.json',
    'src',
    join('apps', 'server'),
    join('apps', 'shared'),
  ])
    symlinkSync(join(ROOT, beside), join(root, beside));
  await buildIfStale('desk', () => undefined, root);
  return startDesk({}, { list: [...modules, visitsModule], doors: { visits: { listVisits, planVisit } }, root });
}

const house = useServer(startPlanted, 300_000);
afterAll(() => rmSync(root, { recursive: true, force: true }));

if (house.missing !== null) console.warn(`SKIPPED: the page of a planted module in a browser (${house.missing})`);
describe.skipIf(house.missing !== null)('a page of the desk that a new module brings', () => {
  test('shows what its module gives, acts through the module’s verb, and is shut to who may not', async () => {
    const officer = await house.server.person('UBND-00004', [{ role: 'commune_child_officer', commune: '00004' }]);
    const desk = await deskOf(house, officer);
    await desk.page.goto('/chuyen-tham');
    await ready(desk.page);
    await desk.page.getByText('Chưa có chuyến thăm nào sắp tới.').waitFor();
    await noViolations(desk, 'the page of a new module');
    await desk.page.getByLabel('Nơi đến').fill('Nhà trẻ Mẫu');
    await desk.page.getByRole('button', { name: 'Lên lịch' }).click();
    await desk.page.getByText('Nhà trẻ Mẫu').waitFor();
    // What it started stands in the list of everything that waits.
    await desk.page.goto('/');
    await ready(desk.page);
    expect(await desk.page.locator('main').innerText()).toMatch(/LT-[0-9A-F]{6}/);

    const counsellor = await deskOf(house, await house.server.person('C111', ['111_counsellor']));
    expect((await counsellor.page.goto('/chuyen-tham'))?.status()).toBe(403);
  });
});
