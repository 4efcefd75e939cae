import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { pageLeads } from './page-leads.ts';

const ROUTES = join(import.meta.dirname, '../routes');
const files = globSync('**/+page*.svelte', { cwd: ROUTES }).map((file) => file.replaceAll('\\', '/'));
const routeOf = (file: string) => (dirname(file) === '.' ? '/' : `/${dirname(file)}`);

/** Doors that are their own words, a sheet of paper, and those whose line stands in the part that draws their title. */
const OTHERWISE: Readonly<Record<string, string>> = {
  '/dang-nhap': 'a door',
  '/dang-nhap/sso/ve': 'a door',
  '/dang-xuat': 'a door',
  '/moi/[giay]': 'a door',
  '/ngoai/[giay]': 'a door',
  '/ho-so/[id]/in': 'a sheet of paper',
  '/ho-so/[id]/bieu-mau/[form]/in': 'a sheet of paper',
  '/bao-cao': '../report/QueueList.svelte',
  '/bao-cao/[id]': '../report/ReportPage.svelte',
  '/truc/man-hinh': '../live-help/Wall.svelte',
  '/man-hinh': '../live-help/Wall.svelte',
};

describe('what a page is for', () => {
  test('is said in one line by every page of the desk', () => {
    const silent = files.filter((file) => {
      const route = routeOf(file);
      const other = OTHERWISE[route];
      const told = other?.endsWith('.svelte') ? other : file;
      if (other !== undefined && told === file) return false;
      return (
        pageLeads[route] === undefined && !/lead=|class="soft lead"/.test(readFileSync(join(ROUTES, told), 'utf8'))
      );
    });
    expect(files.length).toBeGreaterThan(70);
    expect(silent).toEqual([]);
  });

  test('is said once, and of pages that there are', () => {
    const routes = new Map(files.map((file) => [routeOf(file), readFileSync(join(ROUTES, file), 'utf8')]));
    for (const route of Object.keys(pageLeads)) {
      expect(routes.has(route), route).toBe(true);
      expect(/<PageLayout[^\n]* lead=/.test(routes.get(route) as string), `${route} says it twice`).toBe(false);
    }
  });

  test('is one short line', () => {
    for (const [route, lead] of Object.entries(pageLeads)) expect(lead().length, route).toBeLessThan(190);
  });
});
