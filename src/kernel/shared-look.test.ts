import { expect, test } from 'vitest';
import { sharedLook } from './shared-look.ts';

/** A look whose ends the test decides. */
function looks() {
  const begun: { key: string; end: (value: string) => void; fail: (error: Error) => void }[] = [];
  const look = sharedLook(
    (key) => new Promise<string>((end, fail) => void begun.push({ key, end, fail: (error) => fail(error) })),
  );
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  return { begun, look, turn };
}

test('who asks while a look runs shares the next, which begins after they asked', async () => {
  const { begun, look, turn } = looks();
  const first = look('a');
  const [second, third] = [look('a'), look('a')];
  await turn();
  expect(begun).toHaveLength(1);
  begun[0]?.end('before');
  expect(await first).toBe('before');
  await turn();
  expect(begun).toHaveLength(2);
  const fourth = look('a');
  begun[1]?.end('after');
  expect(await Promise.all([second, third])).toEqual(['after', 'after']);
  await turn();
  begun[2]?.end('later');
  expect(await fourth).toBe('later');
  await turn();
  expect(begun).toHaveLength(3);
});

test('keys do not wait for each other, and who asks alone waits for nobody', async () => {
  const { begun, look } = looks();
  const [a, b] = [look('a'), look('b')];
  expect(begun.map(({ key }) => key)).toEqual(['a', 'b']);
  begun[1]?.end('of b');
  expect(await b).toBe('of b');
  begun[0]?.end('of a');
  expect(await a).toBe('of a');
  const again = look('b');
  expect(begun).toHaveLength(3);
  begun[2]?.end('of b again');
  expect(await again).toBe('of b again');
});

test('a look that fails is the failure of those who share it alone', async () => {
  const { begun, look, turn } = looks();
  const first = look('a');
  const second = look('a');
  begun[0]?.fail(new Error('the line is cut'));
  await expect(first).rejects.toThrow('the line is cut');
  await turn();
  begun[1]?.end('well');
  expect(await second).toBe('well');
});
