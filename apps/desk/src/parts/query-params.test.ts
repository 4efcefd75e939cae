import { expect, test } from 'vitest';
import { withParams } from './query-params.ts';

const url = new URL('https://desk.example/viec?khan=U1&trang=2');

test('a filter is added beside the others', () => {
  expect(withParams(url, { tinh: '79' })).toBe('/viec?khan=U1&trang=2&tinh=79');
});

test('an empty value removes the parameter, and the last one removes the question mark', () => {
  expect(withParams(url, { khan: '' })).toBe('/viec?trang=2');
  expect(withParams(url, { khan: '', trang: '' })).toBe('/viec');
});
