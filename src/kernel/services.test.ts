import { expect, test } from 'vitest';
import type { Kernel } from './kernel.ts';
import { type Module, serviceKey, serviceSource } from './module.ts';
import { giveService, openServices, servicesOf } from './services.ts';

const kernel = {} as Kernel;
const WORD = serviceKey<string>('one.word');
const LENGTH = serviceKey<number>('two.length');
const closed: string[] = [];
const close = (name: string) => async () => void closed.push(name);
const one: Module = {
  name: 'one',
  services: [serviceSource(WORD, async () => ({ service: 'abc', close: close('one') }))],
};
const two: Module = {
  name: 'two',
  services: [serviceSource(LENGTH, async (s) => ({ service: s.service(WORD).length, close: close('two') }))],
};

test('services are opened in the order of the modules and closed in the opposite one', async () => {
  closed.length = 0;
  const services = await openServices(kernel, [one, two]);
  expect(services.service(LENGTH)).toBe(3);
  await services.close();
  expect(closed).toEqual(['two', 'one']);
});

test('a given service stands in place of the module’s own, which is not opened', async () => {
  closed.length = 0;
  const services = await openServices(kernel, [one, two], [giveService(WORD, 'abcde')]);
  expect(services.service(LENGTH)).toBe(5);
  await services.close();
  expect(closed).toEqual(['two']);
});

test('one that cannot be opened closes those that were, and one that is not there is named', async () => {
  closed.length = 0;
  const failing: Module = {
    name: 'three',
    services: [serviceSource(serviceKey<null>('three.x'), () => Promise.reject(new Error('no broker')))],
  };
  await expect(openServices(kernel, [one, failing])).rejects.toThrow('no broker');
  expect(closed).toEqual(['one']);
  await expect(openServices(kernel, [two])).rejects.toThrow('one.word was not opened');
  await expect(openServices(kernel, [one, { ...one, name: 'other' }])).rejects.toThrow('brought by two modules');
  expect(() => servicesOf(kernel).service(WORD)).toThrow('one.word was not opened');
});
