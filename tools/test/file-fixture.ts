import { afterAll, beforeAll } from 'vitest';

/**
 * What the tests of one file stand on: opened before the first of them, closed after the last. Its members are there from
 * the first test on.
 * @param open what is closed by its own `close`
 * @throws at a member that is taken while the file is still being read
 */
export function fileFixture<T extends { close(): unknown }>(open: () => Promise<T>, withinMs?: number): T {
  let opened: T | undefined;
  beforeAll(async () => {
    opened = await open();
  }, withinMs);
  afterAll(async () => void (await opened?.close()));
  const there = (): T => {
    if (opened === undefined)
      throw new Error('a file fixture is opened before the first test, and not while its file is read');
    return opened;
  };
  return new Proxy({} as T, {
    get: (_, member) => Reflect.get(there(), member),
    has: (_, member) => Reflect.has(there(), member),
    ownKeys: () => Reflect.ownKeys(there()),
    getOwnPropertyDescriptor: (_, member) => {
      const found = Reflect.getOwnPropertyDescriptor(there(), member);
      return found && { ...found, configurable: true };
    },
  });
}
