import { expect, test } from 'vitest';
import { provincesAt } from './admin-units.ts';
import { borderingProvinces } from './province-borders.ts';

test('every province borders on some others, and the other on it; an unknown code on none', () => {
  for (const { code } of provincesAt()) {
    const beside = borderingProvinces(code);
    expect([code, beside.size > 0, beside.has(code)]).toEqual([code, true, false]);
    for (const other of beside) expect([other, borderingProvinces(other).has(code)]).toEqual([other, true]);
  }
  expect(borderingProvinces('99').size).toBe(0);
});

test('Huế lies between Quảng Trị and Đà Nẵng', () => {
  const name = (code: string) => provincesAt().find((one) => one.code === code)?.nameVi;
  const hue = provincesAt().find(({ nameVi }) => nameVi === 'Huế')?.code ?? '';
  expect([...borderingProvinces(hue)].map(name).toSorted()).toEqual(['Quảng Trị', 'Đà Nẵng'].toSorted());
});
