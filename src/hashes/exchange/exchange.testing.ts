import { expect } from 'vitest';
import { PAGE_XML, readXml } from '../../documents/index.ts';
import { all, type TestRegister } from '../hashes.testing.ts';
import { ncmecTime, parseEntries } from './ncmec.ts';

/** A member of the exchange that reads over the wire; an instant is told as milliseconds from now, in the format of NCMEC. */
export function memberOf(house: TestRegister) {
  const get = async (path: string, agency = 'PLATFORM_A', ...scopes: string[]) => {
    const response = await fetch(`${house.base}${path}`, {
      headers: house.key(agency, ...(scopes.length > 0 ? scopes : all)),
    });
    return { status: response.status, text: await response.text(), headers: response.headers };
  };
  /** A page of entries, read as a client of NCMEC reads it. */
  const page = async (path: string, agency?: string) => {
    const answer = await get(path, agency);
    expect(answer.status, answer.text).toBe(200);
    const parsed = parseEntries(await readXml([answer.text], PAGE_XML));
    if (!parsed) throw new Error(answer.text);
    return { ...parsed, text: answer.text };
  };
  return {
    at: (milliseconds: number) => ncmecTime(new Date(house.clock.now().getTime() + milliseconds)),
    get,
    page,
    /** Reads a window to its end, as the public client does: each page's `next` word for word. */
    async windowOf(
      from: string,
      to: string,
      options: { size?: number; agency?: string; between?: () => Promise<void> } = {},
    ) {
      const entries = [];
      let path: string | undefined = `/v2/entries?from=${from}&to=${to}${options.size ? `&size=${options.size}` : ''}`;
      let pages = 0;
      while (path) {
        const read: Awaited<ReturnType<typeof page>> = await page(`/exchange/ncmec${path}`, options.agency);
        entries.push(...read.entries);
        path = read.next;
        pages += 1;
        await options.between?.();
      }
      return { entries, pages };
    },
  };
}
