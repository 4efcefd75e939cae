import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { accountPlaces, MOST_SPACES, navigationOf, openSpaces, placeAt, spaces } from './nav.ts';

const keys = (...allowed: string[]) => openSpaces(allowed).map(({ key }) => key);

describe('the spaces of the desk', () => {
  test('are those in which the reader may open a place, and each begins at the first of them', () => {
    expect(keys('desk.use')).toEqual(['today', 'knowledge']);
    expect(keys('audit.read')).toEqual(['today', 'oversight', 'knowledge']);
    const [, intake] = openSpaces(['report.search', 'report.file-for-caller']);
    expect(intake).toMatchObject({ key: 'intake', href: '/bao-cao/moi' });
    expect(intake?.places.map(({ href }) => href)).toEqual(['/bao-cao/moi', '/tim']);
  });

  test('are at most five at once; a sixth stands under the name of the person', () => {
    const all = navigationOf(spaces.flatMap(({ places }) => places.flatMap(({ actions }) => actions ?? [])));
    expect(all.shown).toHaveLength(MOST_SPACES);
    expect(all.rest.map(({ key }) => key)).toEqual(['knowledge']);
    expect(navigationOf(['report.list', 'case.list', 'case.overview'])).toMatchObject({ rest: [] });
  });

  test('hold each page once, and every place is a page', () => {
    const hrefs = [...spaces.flatMap(({ places }) => places), ...accountPlaces].map(({ href }) => href);
    expect(new Set(hrefs).size).toBe(hrefs.length);
    for (const href of hrefs)
      expect(readdirSync(new URL(`../routes${href}`, import.meta.url)).join(' '), href).toMatch(/\+page@?\.svelte/);
  });
});

test.each([
  ['/', '/'],
  ['/viec/huong', '/viec/huong'],
  ['/bao-cao/0190', '/bao-cao'],
  ['/bao-cao/moi', '/bao-cao/moi'],
  ['/lang-nghe/canh-bao/0190', '/lang-nghe/canh-bao'],
  ['/lang-nghe/bien', '/lang-nghe'],
  ['/noi-dung/muc-uu-tien', '/noi-dung'],
  ['/noi-dung/noi-nhan', '/noi-dung/lenh'],
  ['/bao-caoo', undefined],
  ['/dang-xuat', undefined],
])('the page %s belongs to the place %s', (here, place) => {
  expect(placeAt(here)?.href).toBe(place);
});
