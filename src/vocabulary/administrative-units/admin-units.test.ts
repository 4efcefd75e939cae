import { describe, expect, it } from 'vitest';
import {
  adminUnit,
  adminUnitsAt,
  communesOf,
  type Day,
  oldWardByCode,
  oldWardsByName,
  provinceOf,
  provincesAt,
  searchAdminUnits,
} from '../index.ts';
import { loadAdminUnits } from './admin-unit-store.ts';

const today: Day = '2026-11-24';
const types = (day: Day) => Object.groupBy(adminUnitsAt(day), (u) => `${u.level} ${u.type}`);
const count = (day: Day) => Object.fromEntries(Object.entries(types(day)).map(([k, v]) => [k, v?.length]));

describe('administrative units', () => {
  it('are 34 provinces and 3,321 communes, with the types of each day', () => {
    expect(count('2025-07-01')).toEqual({
      '1 Thành phố': 6,
      '1 Tỉnh': 28,
      '2 Phường': 687,
      '2 Xã': 2621,
      '2 Đặc khu': 13,
    });
    expect(count('2026-04-30')).toMatchObject({ '1 Thành phố': 7, '2 Phường': 697, '2 Xã': 2611 });
    expect(count(today)).toMatchObject({ '1 Thành phố': 9, '1 Tỉnh': 25, '2 Phường': 709 });
    for (const day of ['2025-07-01', today] as const) expect(adminUnitsAt(day).length).toBe(34 + 3321);
    expect(adminUnitsAt('2025-06-30')).toEqual([]);
  });

  it('change type on the day of the resolution', () => {
    expect(adminUnit('75', '2026-04-29')?.fullNameVi).toBe('Tỉnh Đồng Nai');
    expect(adminUnit('75', '2026-04-30')).toMatchObject({
      fullNameVi: 'Thành phố Đồng Nai',
      decree: '30/2026/QH16',
      verified: true,
    });
    expect(adminUnit('24', '2026-09-19')?.type).toBe('Tỉnh');
    expect(adminUnit('24', '2026-09-20')).toMatchObject({ type: 'Thành phố', decree: '39/2026/QH16', verified: false });
  });

  it('have no two versions of one code on one day, and no day without one', () => {
    const versions = Object.groupBy(loadAdminUnits().versions, (u) => u.code);
    for (const list of Object.values(versions)) {
      for (const [i, v] of (list ?? []).entries()) {
        const next = list?.[i + 1];
        if (next === undefined) expect(v.validTo).toBeUndefined();
        else expect(Date.parse(next.validFrom) - Date.parse(v.validTo as string)).toBe(86_400_000);
      }
    }
  });

  it('stand in Vietnamese order', () => {
    const names = provincesAt(today).map((p) => p.nameVi);
    expect(names.slice(0, 6)).toEqual(['An Giang', 'Bắc Ninh', 'Cà Mau', 'Cao Bằng', 'Cần Thơ', 'Đà Nẵng']);
    expect(names.indexOf('Đồng Nai')).toBeLessThan(names.indexOf('Gia Lai'));
    const communes = communesOf('01', today);
    expect(communes.length).toBe(126);
    expect(communes.every((c) => c.parent === '01')).toBe(true);
    expect(provinceOf('00004', today)?.nameVi).toBe('Hà Nội');
    expect(communesOf('999', today)).toEqual([]);
  });

  it('are found without diacritics, better with them', () => {
    expect(searchAdminUnits('ba dinh', { province: '01', day: today }).map((u) => u.fullNameVi)).toEqual([
      'Phường Ba Đình',
    ]);
    expect(searchAdminUnits('Phường Hòa Khánh', { day: today })[0]?.fullNameVi).toBe('Phường Hoà Khánh');
    expect(searchAdminUnits('tinh lao cai', { level: 1, day: today }).map((u) => u.code)).toEqual(['15']);
    expect(searchAdminUnits('   ', { day: today })).toEqual([]);
    expect(searchAdminUnits('a', { day: today, limit: 5 }).length).toBe(5);
  });
});

describe('old wards', () => {
  it('all lead to a commune that exists, and every commune but one comes from some', () => {
    const { mergers, unresolved } = loadAdminUnits();
    expect(unresolved).toEqual([]);
    expect(mergers.length).toBe(10_977);
    const reached = new Set(mergers.map((m) => m.newCode));
    const missed = adminUnitsAt(today).filter((u) => u.level === 2 && !reached.has(u.code));
    expect(missed.map((u) => u.fullNameVi)).toEqual(['Xã Ia Mơ']);
  });

  it('are found by old code or by name, and say when they were divided', () => {
    expect(oldWardByCode('26881', today)?.communes.map((c) => c.fullNameVi)).toEqual(['Phường An Hội Tây']);
    expect(oldWardByCode('99999', today)).toBeUndefined();
    const [ward, ...others] = oldWardsByName('phuong 12', { district: 'Quận Gò Vấp', day: today });
    expect(others).toEqual([]);
    expect(ward).toMatchObject({ oldCode: '26881', oldProvince: 'Thành phố Hồ Chí Minh' });
    expect(oldWardsByName('Phường 12', { province: 'Hồ Chí Minh', day: today }).length).toBeGreaterThan(5);
    const divided = oldWardsByName('Thị trấn Nông trường Mộc Châu', { day: today });
    expect(divided[0]?.communes.length).toBeGreaterThan(1);
  });

  it('do not trust a wrong code of the source: the commune lies in the province that is named', () => {
    for (const commune of oldWardsByName('Xã Vĩnh Tiến', { district: 'Huyện Tràng Định', day: today })[0]?.communes ??
      []) {
      expect(provinceOf(commune.code, today)?.nameVi).toBe('Lạng Sơn');
    }
    expect(oldWardsByName('Xã Vĩnh Tiến', { district: 'Huyện Tràng Định', day: today }).length).toBe(1);
  });
});
