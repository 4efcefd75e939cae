import { describe, expect, test } from 'vitest';
import { portalPages } from '../../../../tests/browser/every-page.ts';
import { KEPT, scopes, shellOf, wayOf } from './ways.ts';

const ORIGIN = 'https://lachan.example';
const way = (path: string, more: { method?: string; mode?: string } = {}) =>
  wayOf({ method: 'GET', mode: 'navigate', url: new URL(path, ORIGIN).href, ...more }, ORIGIN);

describe('what the worker of lessons does', () => {
  test.each([
    ['/viet', 'leave'],
    ['/viet/9-12', 'leave'],
    ['/mo', 'leave'],
    ['/tro-chuyen', 'leave'],
    ['/chuyen/4/9-12', 'leave'],
    ['/chuyen/doc/abcd2345', 'leave'],
    ['/chia-se', 'leave'],
    ['/lop/7K3M-Q9XA', 'leave'],
    ['/', 'leave'],
    ['/hoc/tu-kiem/1', 'leave'],
    ['/en/hoc/tu-kiem/2/16-17', 'leave'],
    ['/hoc/tim', 'leave'],
    ['/hoc/tim/9-12', 'leave'],
    ['/hocx', 'leave'],
    ['/en', 'leave'],
    ['/en/hocx', 'leave'],
    ['/hoc', 'page'],
    ['/en/hoc', 'page'],
    ['/hoc/9-12', 'page'],
    ['/hoc/bai/abcd2345', 'page'],
    ['/hoc/tinh-huong/abcd2345/0', 'page'],
    ['/hoc/timx', 'page'],
    ['/hoc/goi', 'shell'],
    ['/en/hoc/goi', 'shell'],
    [`${KEPT}abcd2345-vi`, 'kept'],
    [`${KEPT}abcd2345-vi?x=1`, 'leave'],
    ['/hoc/goi/danh-sach.json', 'page'],
    ['/_app/immutable/assets/a.B-1.css', 'part'],
    ['/_app/immutable/../../mo', 'leave'],
    ['/_app/version.json', 'leave'],
  ])('%s: %s', (path, expected) => {
    expect(way(path)).toBe(expected);
  });

  test('nothing that is posted is looked at, and nothing of another house', () => {
    for (const method of ['POST', 'HEAD', 'PUT', 'DELETE']) expect(way('/hoc/bai/abcd2345', { method })).toBe('leave');
    expect(wayOf({ method: 'GET', mode: 'navigate', url: 'https://evil.example/hoc/goi' }, ORIGIN)).toBe('leave');
  });

  test('what a page fetches is left alone, but for what is kept and the files of the build', () => {
    for (const path of ['/hoc/goi', '/hoc/hinh/x.svg', '/hoc/goi/danh-sach.json'])
      expect(way(path, { mode: 'cors' })).toBe('leave');
    expect(way(`${KEPT}abcd2345-vi`, { mode: 'same-origin' })).toBe('kept');
  });

  test('of every page of the portal it touches those alone that lie below its scope', () => {
    for (const visits of Object.values(portalPages)) {
      if (!Array.isArray(visits)) continue;
      for (const path of visits as readonly string[]) {
        const below = scopes.some((scope) => path === scope || path.startsWith(`${scope}/`));
        if (!below) expect([path, way(path)]).toEqual([path, 'leave']);
      }
    }
  });

  test('the shell is that of the language', () => {
    expect(shellOf('/en/hoc/bai/x')).toBe('/en/hoc/goi');
    expect(shellOf('/hoc')).toBe('/hoc/goi');
  });
});
