import { expect, test } from 'vitest';
import { clearedAddress, isFiltered } from './filter-set.ts';

const set = {
  chips: [{ name: 'ai', value: 'toi', label: 'Của tôi' }],
  fields: [{ name: 'tinh', label: 'Tỉnh', options: [] }],
  others: ['ma'],
};
const at = (search: string) => new URL(`https://desk.invalid/ho-so${search}`);

test('a list is filtered by its own chips and fields alone', () => {
  expect(['?ai=toi', '?tinh=01', '?ai=khac&cot=ma', '?ma=HS-1'].map((search) => isFiltered(at(search), set))).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(['', '?cot=ma', '?xep=-han&sau=x', '?ai='].map((search) => isFiltered(at(search), set))).toEqual([
    false,
    false,
    false,
    false,
  ]);
});

test('taking the filters away goes to the first page and keeps columns, order and whatever else the page asks', () => {
  expect(clearedAddress(at('?ai=toi&tinh=01&sau=x&cot=ma&xep=-han&phan=2'), set)).toBe('/ho-so?cot=ma&xep=-han&phan=2');
  expect(clearedAddress(at('?ai=toi'), set)).toBe('/ho-so');
});
