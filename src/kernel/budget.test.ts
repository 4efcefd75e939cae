import { expect, test } from 'vitest';
import { Budget } from './budget.ts';

const settled = async (promise: Promise<unknown>) => {
  let done = false;
  void promise.then(() => {
    done = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  return done;
};

test('as much is held as there is room for, and the next goes when something was given back', async () => {
  const budget = new Budget(100);
  const [first, second] = [await budget.take(60), await budget.take(40)];
  expect(budget.held).toBe(100);
  expect(budget.waiting).toBe(0);
  const third = budget.take(50);
  expect(budget.waiting).toBe(1);
  expect(await settled(third)).toBe(false);
  second?.();
  expect(await settled(third)).toBe(false);
  first?.();
  expect(await third).toBeTypeOf('function');
  expect(budget.held).toBe(50);
});

test('what comes later does not pass what waits, however small', async () => {
  const budget = new Budget(100);
  const first = await budget.take(80);
  const large = budget.take(90);
  const small = budget.take(10);
  expect(await settled(small)).toBe(false);
  first?.();
  (await large)?.();
  (await small)?.();
  expect(budget.held).toBe(0);
});

test('who wants more than all of it has all of it', async () => {
  const budget = new Budget(100);
  const give = await budget.take(1_000);
  expect(budget.held).toBe(100);
  give?.();
  give?.();
  expect(budget.held).toBe(0);
});

test('who waits too long is sent away and leaves its place to the next', async () => {
  const budget = new Budget(100, 20);
  const first = await budget.take(50);
  const large = budget.take(100);
  const small = budget.take(50);
  expect(await large).toBeUndefined();
  expect(await small).toBeTypeOf('function');
  first?.();
  expect(budget.held).toBe(50);
});

test('no more wait than thirty-two', async () => {
  const budget = new Budget(100);
  const first = await budget.take(100);
  const waiting = Array.from({ length: 32 }, () => budget.take(1));
  expect(await budget.take(1)).toBeUndefined();
  first?.();
  expect((await Promise.all(waiting)).every(Boolean)).toBe(true);
});
