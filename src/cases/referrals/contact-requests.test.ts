import { describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { answerContactRequest, findRelated, listContactRequests, openCase, requestContact } from '../index.ts';
import { COMMUNE, NEIGHBOUR, openCasesHome, openOwnCase, reception } from '../testing.ts';

const home = fileFixture(() => openCasesHome('2026-04-22T02:00:00Z'));

describe('another agency’s case of the same child', () => {
  it('is named by its agency only, and a contact request goes both ways', async () => {
    const child = {
      ...reception,
      child_name: 'Vũ Khánh Trùng',
      birth_date: '2014-08-09',
      informant_phone: '0988 111 222',
    };
    const ours = await openOwnCase(home, { reception: child });
    const theirs = must(
      await openCase(await home.as(home.neighbourOfficer), {
        commune: NEIGHBOUR,
        reception: { ...child, child_name: 'vu khanh trung', birth_date: '2015-01-01', informant_phone: '84988111222' },
      }),
    );
    const found = must(await findRelated(await home.as(home.officer), { case: ours.id }));
    expect(found).toEqual([{ agency: `UBND-${NEIGHBOUR}`, match: 'strong' }]);
    expect(code(await requestContact(await home.as(home.officer), { case: ours.id, agency: 'SYT-01' }))).toBe(
      'contact-request.no-match',
    );
    must(await requestContact(await home.as(home.officer), { case: ours.id, agency: `UBND-${NEIGHBOUR}` }));
    const asked = must(await listContactRequests(await home.as(home.neighbourOfficer)));
    expect(asked).toMatchObject([
      { side: 'asked-of-us', otherAgency: `UBND-${COMMUNE}`, ownCase: theirs.id, status: 'asked' },
    ]);
    expect(JSON.stringify(asked)).not.toContain(ours.id);
    const request = asked[0]?.id as string;
    expect(code(await answerContactRequest(await home.as(home.officer), { request, agree: true }))).toBe(
      'record.not-found',
    );
    must(await answerContactRequest(await home.as(home.neighbourOfficer), { request, agree: true }));
    expect(code(await answerContactRequest(await home.as(home.neighbourOfficer), { request, agree: false }))).toBe(
      'contact-request.answered',
    );
  });
});
