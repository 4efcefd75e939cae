import { expect } from 'vitest';
import { all, type TestRegister } from '../hashes.testing.ts';
import { ncmecTime, parseEntries } from './ncmec.ts';
import { PAGE_XML, readXml } from './xml.ts';

/** A member of the exchange that reads over the wire; an instant is told as milliseconds from now, in the format of NCMEC. */
export function memberOf(house: TestRegister) {
  const get = async (path: string, agency = 'PLATFORM_A', ...scopes: string[]) => {
    const response = await fetch(`${house.base}${path}`, {
      headers: house.key(agency, ...(scopes.length > 0 ? scopes : all)),
    });
    return { status: response.status, text: await response.text(), headers: response.headers };
  };
  return {
    at: (milliseconds: number) => ncmecTime(new Date(house.clock.now().getTime() + milliseconds)),
    get,
    /** A page of entries, read as a client of NCMEC reads it. */
    async page(path: string, agency?: string) {
      const answer = await get(path, agency);
      expect(answer.status, answer.text).toBe(200);
      const parsed = parseEntries(await readXml([answer.text], PAGE_XML));
      if (!parsed) throw new Error(answer.text);
      return { ...parsed, text: answer.text };
    },
  };
}
