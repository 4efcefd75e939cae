import { describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { DAY, vietnamDate } from '../../kernel/index.ts';
import { readOffenceFile } from '../files/read-file.ts';
import { shareFile } from '../files/share-file.ts';
import { openOffencesHome } from '../offences.testing.ts';
import { addArticle } from './add-article.ts';
import { childMeasure, outcomeKind, sentenceKind } from './assertion-lists.ts';
import { claimSame } from './claim-same.ts';
import { namePerson, openPerson } from './name-person.ts';
import { readAssertions } from './read-assertions.ts';
import { recordOutcome } from './record-outcome.ts';
import { takeBack } from './take-back.ts';

const home = fileFixture(() => openOffencesHome());
const GRADE = { basis: 'REPORT', reliability: 'B', credibility: 2 };

describe('persons of interest', () => {
  it('the same person may be named twice; two say that they are one and that they are not, and both stand', async () => {
    const file = await home.opened();
    const lead = await home.of('lead');
    must(
      await shareFile(lead, {
        file,
        agency: 'CAT-79',
        until: vietnamDate(new Date(home.clock.now().getTime() + 30 * DAY)),
      }),
    );
    const one = must(await namePerson(lead, { file, part: 'SUSPECT', name: 'Người Mẫu Một Hai', ...GRADE })).id;
    // Of one moment either may stand first.
    home.clock.advance(1_000);
    const other = must(
      await namePerson(await home.of('partner'), {
        file,
        part: 'UNKNOWN_USER',
        description: 'Tài khoản mẫu',
        ...GRADE,
        reliability: 'D',
      }),
    ).id;
    const same = must(await claimSame(lead, { file, one, other, says: 'SAME', ...GRADE })).id;
    must(
      await claimSame(await home.of('partner'), {
        file,
        one: other,
        other: one,
        says: 'DIFFERENT',
        ...GRADE,
        credibility: 5,
      }),
    );
    expect(code(await claimSame(lead, { file, one: other, other: one, says: 'DIFFERENT', ...GRADE }))).toBe(
      'same-person-claim.there-already',
    );
    const said = must(await readAssertions(lead, { file }));
    expect(said.persons.map(({ named, agency, reliability }) => [named, agency, reliability])).toEqual([
      [true, 'CAT-01', 'B'],
      [false, 'CAT-79', 'D'],
    ]);
    expect(said.claims.map(({ says, contradicted }) => [says, contradicted]).sort()).toEqual([
      ['DIFFERENT', true],
      ['SAME', true],
    ]);
    must(await takeBack(lead, { file, kind: 'claim', id: same, reason: 'MISTAKE' }));
    const after = must(await readAssertions(lead, { file }));
    expect(after.claims.find(({ id }) => id === same)?.takenBack).toMatchObject({ reason: 'MISTAKE' });
    expect(after.claims.map(({ contradicted }) => contradicted)).toEqual([false, false]);
  });

  it('who is taken back takes the comparisons with them, and stays in the file as taken back', async () => {
    const file = await home.opened();
    const lead = await home.of('lead');
    const [one, other, third] = await Promise.all(
      ['một', 'hai', 'ba'].map(
        async (text) => must(await namePerson(lead, { file, part: 'SUSPECT', description: text, ...GRADE })).id,
      ),
    );
    must(await claimSame(lead, { file, one: one as string, other: other as string, says: 'SAME', ...GRADE }));
    must(await claimSame(lead, { file, one: other as string, other: third as string, says: 'SAME', ...GRADE }));
    must(await takeBack(lead, { file, kind: 'person', id: one as string, reason: 'REFUTED' }));
    const said = must(await readAssertions(lead, { file }));
    expect(said.claims.map(({ takenBack }) => takenBack?.reason ?? 'stands').sort()).toEqual(['REFUTED', 'stands']);
    expect(said.persons).toHaveLength(3);
    expect(code(await takeBack(lead, { file, kind: 'person', id: one as string, reason: 'REFUTED' }))).toBe(
      'record.not-found',
    );
    expect(
      code(await claimSame(lead, { file, one: one as string, other: third as string, says: 'SAME', ...GRADE })),
    ).toBe('record.not-found');
  });

  it('a person of one file is compared with one of another by who has a part in both; who does not see both learns nothing', async () => {
    const [ours, shared] = [await home.opened(), await home.opened()];
    const lead = await home.of('lead');
    const until = vietnamDate(new Date(home.clock.now().getTime() + 30 * DAY));
    must(await shareFile(lead, { file: shared, agency: 'CAT-79', until }));
    const name = async (file: string, description: string) =>
      must(await namePerson(await home.of('lead'), { file, part: 'SUSPECT', description, ...GRADE })).id;
    await name(shared, 'người khác');
    home.clock.advance(1_000);
    const [one, other] = [await name(ours, 'một'), await name(shared, 'hai')];
    // The unit that takes part in the other file has no person of ours to compare with.
    const compare = async (who: 'lead' | 'partner', file: string, says: string) =>
      claimSame(await home.of(who), { file, one, other, says, ...GRADE });
    expect(code(await compare('partner', shared, 'SAME'))).toBe('record.not-found');
    const before = must(await readAssertions(await home.of('partner'), { file: shared }));
    const claim = must(await compare('lead', ours, 'SAME')).id;
    expect(code(await compare('lead', shared, 'DIFFERENT'))).toBe('same-person-claim.there-already');
    home.clock.advance(1_000);
    expect(must(await readAssertions(await home.of('partner'), { file: shared }))).toEqual(before);
    expect(must(await readAssertions(lead, { file: ours })).claims).toMatchObject([
      { id: claim, here: true, elsewhere: { person: other, file: shared, number: 2 } },
    ]);
    const there = must(await readAssertions(lead, { file: shared })).claims;
    expect(there).toMatchObject([{ id: claim, here: false, elsewhere: { person: one, file: ours, number: 1 } }]);
    expect(there[0]?.elsewhere?.reference).toMatch(/^VP-/);
    // It is taken back where it was said, and falls with either person, whoever takes that one back.
    expect(code(await takeBack(lead, { file: shared, kind: 'claim', id: claim, reason: 'MISTAKE' }))).toBe(
      'record.not-found',
    );
    must(await takeBack(lead, { file: shared, kind: 'person', id: other, reason: 'REFUTED' }));
    expect(must(await readAssertions(lead, { file: ours })).claims).toMatchObject([
      { id: claim, takenBack: { reason: 'REFUTED' } },
    ]);
    // Two of another file are nobody of this one.
    const [third, fourth] = [await name(shared, 'ba'), await name(shared, 'bốn')];
    expect(code(await claimSame(lead, { file: ours, one: third, other: fourth, says: 'SAME', ...GRADE }))).toBe(
      'record.not-found',
    );
  });

  it('what falls with a person falls also in a file that whoever takes them back does not see', async () => {
    const [ours, shared] = [await home.opened(), await home.opened()];
    const lead = await home.of('lead');
    const until = vietnamDate(new Date(home.clock.now().getTime() + 30 * DAY));
    must(await shareFile(lead, { file: shared, agency: 'CAT-79', until }));
    const partner = await home.of('partner');
    const said = { part: 'UNKNOWN_USER', description: 'Tài khoản mẫu', ...GRADE };
    const theirs = must(await namePerson(partner, { file: shared, ...said })).id;
    const own = must(await namePerson(lead, { file: ours, ...said })).id;
    must(await claimSame(lead, { file: ours, one: own, other: theirs, says: 'SAME', ...GRADE }));
    must(await takeBack(partner, { file: shared, kind: 'person', id: theirs, reason: 'MISTAKE' }));
    expect(must(await readAssertions(lead, { file: ours })).claims).toMatchObject([
      { takenBack: { reason: 'MISTAKE' } },
    ]);
  });

  it('an officer whose name is written is kept from the file at once, and so is one who only has the same name', async () => {
    const file = await home.opened();
    must(await readOffenceFile(await home.of('second'), { file }));
    must(await namePerson(await home.of('lead'), { file, part: 'SUSPECT', name: 'điều tra HAI', ...GRADE }));
    expect(code(await readOffenceFile(await home.of('second'), { file }))).toBe('offence-file.not-found');
    expect(code(await readAssertions(await home.of('second'), { file }))).toBe('offence-file.not-found');
    must(await readOffenceFile(await home.of('lead'), { file }));
  });

  it('a name is read by an act of its own, which stands in the audit without it', async () => {
    const file = await home.opened();
    const lead = await home.of('lead');
    const person = must(await namePerson(lead, { file, part: 'SUSPECT', name: 'Kẻ Mẫu Không Có Thật', ...GRADE })).id;
    expect(JSON.stringify(must(await readAssertions(lead, { file })))).not.toContain('Không Có Thật');
    expect(must(await openPerson(lead, { file, person })).name).toBe('Kẻ Mẫu Không Có Thật');
    const { rows } = await home.owner.query('select body from kernel.audit_entry where object_id = $1', [file]);
    expect(rows.some(({ body }) => /"identity"/.test(body))).toBe(true);
    expect(JSON.stringify(rows)).not.toContain('Không Có Thật');
    const stored = await home.owner.query('select sealed from offences.person_of_interest where id = $1', [person]);
    expect(stored.rows[0].sealed.toString('utf8')).not.toContain('Không Có Thật');
    expect(code(await openPerson(lead, { file: await home.opened(), person }))).toBe('record.not-found');
  });

  it('what has no grade, no part or nothing known of it is refused', async () => {
    const file = await home.opened();
    const lead = await home.of('lead');
    const name = (more: object) => namePerson(lead, { file, part: 'SUSPECT', description: 'mẫu', ...GRADE, ...more });
    for (const more of [{ part: 'X' }, { basis: 'X' }, { reliability: 'G' }, { credibility: 0 }, { credibility: 7 }])
      expect(code(await name(more))).toBe('assertion.unusable');
    expect(code(await name({ description: ' ' }))).toBe('person-of-interest.nothing-known');
    expect(code(await name({ description: 'data:video/mp4;base64,AA' }))).toBe('offence-file.holds-media');
    expect(
      code(await namePerson(await home.of('stranger'), { file, part: 'SUSPECT', description: 'mẫu', ...GRADE })),
    ).toBe('offence-file.not-found');
    expect(code(await takeBack(lead, { file, kind: 'person', id: 'x', reason: 'MISTAKE' }))).toBe('record.not-found');
    expect(code(await takeBack(lead, { file, kind: 'file', id: file, reason: 'MISTAKE' }))).toBe('assertion.unusable');
  });

  it('a unit that takes part takes back what it said, and not what the lead said', async () => {
    const file = await home.opened();
    must(
      await shareFile(await home.of('lead'), {
        file,
        agency: 'CAT-79',
        until: vietnamDate(new Date(home.clock.now().getTime() + 30 * DAY)),
      }),
    );
    const ours = must(
      await namePerson(await home.of('partner'), { file, part: 'SUSPECT', description: 'a', ...GRADE }),
    ).id;
    const theirs = must(
      await namePerson(await home.of('lead'), { file, part: 'SUSPECT', description: 'b', ...GRADE }),
    ).id;
    expect(
      code(await takeBack(await home.of('partner'), { file, kind: 'person', id: theirs, reason: 'MISTAKE' })),
    ).toBe('offence-file.not-lead');
    must(await takeBack(await home.of('partner'), { file, kind: 'person', id: ours, reason: 'MISTAKE' }));
  });
});

describe('articles', () => {
  it('an article counts as it stood on the day of the act, once, with the text that it rests on', async () => {
    const file = await home.opened();
    const lead = await home.of('lead');
    must(await addArticle(lead, { file, article: 'PC-147', actOn: '2026-05-01' }));
    expect(code(await addArticle(lead, { file, article: 'PC-147' }))).toBe('article.there-already');
    expect(code(await addArticle(lead, { file, article: 'PC-146', actOn: '2017-12-31' }))).toBe('article.unusable');
    expect(code(await addArticle(lead, { file, article: 'PC-1' }))).toBe('article.unusable');
    expect(code(await addArticle(lead, { file, article: 'PC-146', actOn: '2027-01-01' }))).toBe(
      'offence-file.day-unusable',
    );
    const [article] = must(await readAssertions(lead, { file })).articles;
    expect(article).toMatchObject({ article: 'PC-147', actOn: '2026-05-01', verified: false });
    must(await takeBack(lead, { file, kind: 'article', id: article?.id as string, reason: 'MISTAKE' }));
    must(await addArticle(lead, { file, article: 'PC-147' }));
  });
});

describe('outcomes', () => {
  it('a judgement has its sentence and its months, the child its measures', async () => {
    const file = await home.opened();
    const lead = await home.of('lead');
    must(
      await recordOutcome(lead, {
        file,
        kind: 'JUDGED',
        decidedOn: '2026-11-01',
        article: 'PC-147',
        sentence: 'PRISON',
        months: 84,
        measures: ['CLOSED_HEARING', 'IDENTITY_KEPT'],
        document: '12/2026/HS-ST',
      }),
    );
    must(
      await recordOutcome(lead, {
        file,
        kind: 'SANCTIONED',
        decidedOn: '2026-11-02',
        sentence: 'FINE',
        amount: 7_500_000,
      }),
    );
    must(
      await recordOutcome(lead, { file, kind: 'CHILD_PROTECTED', decidedOn: '2026-11-03', measures: ['LEGAL_AID'] }),
    );
    const { outcomes } = must(await readAssertions(lead, { file }));
    expect(
      outcomes.map(({ kind, sentence, months, amount, measures, document }) => [
        kind,
        sentence,
        months,
        amount,
        measures.length,
        document,
      ]),
    ).toEqual([
      ['JUDGED', 'PRISON', 84, null, 2, '12/2026/HS-ST'],
      ['SANCTIONED', 'FINE', null, 7_500_000, 0, null],
      ['CHILD_PROTECTED', null, null, null, 1, null],
    ]);
    must(await takeBack(lead, { file, kind: 'outcome', id: outcomes[0]?.id as string, reason: 'QUASHED' }));
  });

  it('what does not fit together is refused', async () => {
    const file = await home.opened();
    const lead = await home.of('lead');
    const base = { file, kind: 'JUDGED', decidedOn: '2026-11-01' };
    for (const [more, field] of [
      [{ kind: 'X' }, 'kind'],
      [{ kind: 'CONCLUDED', sentence: 'PRISON', months: 3 }, 'sentence'],
      [{ sentence: 'PRISON' }, 'months'],
      [{ sentence: 'FINE', months: 3 }, 'months'],
      [{ sentence: 'PRISON', months: 1_201 }, 'months'],
      [{ sentence: 'PRISON', months: 12, amount: 5 }, 'amount'],
      [{ sentence: 'FINE', amount: -1 }, 'amount'],
      [{ sentence: 'FINE', suspended: true }, 'suspended'],
      [{ measures: ['X'] }, 'measures'],
      [{ kind: 'CHILD_PROTECTED' }, 'measures'],
      [{ article: 'PC-1' }, 'article'],
    ] as const) {
      const refused = await recordOutcome(lead, { ...base, ...more });
      expect([field, refused.ok ? 'ok' : refused.refusal.code, refused.ok ? '' : refused.refusal.field]).toEqual([
        field,
        'outcome.unusable',
        field,
      ]);
    }
    expect(code(await recordOutcome(lead, { ...base, decidedOn: '2026-12-31' }))).toBe('offence-file.day-unusable');
    expect(code(await recordOutcome(lead, { ...base, person: '01936000-0000-7000-8000-000000000001' }))).toBe(
      'record.not-found',
    );
    expect(code(await recordOutcome(await home.of('intake'), base))).toBe('access.not-permitted');
    expect([outcomeKind.verified, sentenceKind.verified, childMeasure.verified]).toEqual([false, false, false]);
  });
});
