import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { acceptContact } from '../contacts/accept-contact.ts';
import { writeAsHelper } from '../lines/write-as-helper.ts';
import { openCounsellingHome } from '../testing.ts';
import { answersForContact } from './answers-for-contact.ts';
import { listCannedAnswers, retireCannedAnswer, writeCannedAnswer } from './canned-answers.ts';
import { fillAnswer } from './fill-answer.pure.ts';
import { protocolCard } from './protocol-card.ts';

const home = fileFixture(() => openCounsellingHome());
beforeEach(async () => home.clear());

const sentence = {
  code: 'hen-lai',
  titleVi: 'Hẹn lại',
  titleEn: 'Another time',
  vi: '{Em} ở {tinh} nhớ mã {ma} nhé.',
  en: 'You, from {tinh}, keep the code {ma}.',
  source: 'Quy trình 111, mục 4',
};
const writes = (said: object = {}, by = home.supervisor) => writeCannedAnswer(home.at(by), { ...sentence, ...said });

async function talk(said: object = {}) {
  const helper = await home.onShift();
  const { contact } = await home.child({ firstLine: 'Em chào chị.', ...said });
  must(await acceptContact(home.at(helper), { contact }));
  return { helper, contact };
}

describe('a canned answer', () => {
  it('is filled from the contact, in the words for the child’s age', async () => {
    must(await writes());
    const { helper, contact } = await talk({ portalBand: 'B16_17', province: '01' });
    const { reference } = await home.contact(contact);
    const ready = must(await answersForContact(home.at(helper), { contact }));
    expect(ready.find((one) => one.code === 'hen-lai')?.text).toMatch(
      new RegExp(`^Bạn ở .*Hà Nội nhớ mã ${reference} nhé\\.$`),
    );
    expect(ready.every(({ text }) => !/[{}]/.test(text))).toBe(true);
    expect(code(await answersForContact(home.at(await home.onShift()), { contact }))).toMatch(/^access\./);
  });

  it('is never half filled, whatever is not known', () => {
    expect(fillAnswer('{Em} ở {tinh}.', { address: 'em', reference: 'A' }, 'vi')).toBe('Em ở nơi em ở.');
    expect(fillAnswer('{khac}', { address: 'em', reference: 'A' }, 'vi')).toBe('{khac}');
  });

  it('is written by supervisors, version by version, and goes out of use', async () => {
    const { version } = must(await writes({ code: 'moi' }));
    expect(must(await writes({ code: 'moi', vi: 'Câu mới.' })).version).toBe(version + 1);
    const listed = async () => must(await listCannedAnswers(home.at(home.agent)));
    expect((await listed()).filter((one) => one.code === 'moi')).toMatchObject([
      { vi: 'Câu mới.', version: version + 1 },
    ]);
    expect(code(await writes({}, home.agent))).toBe('access.not-permitted');
    expect(code(await writes({}, home.stranger))).toBe('access.not-permitted');
    must(await retireCannedAnswer(home.at(home.supervisor), { code: 'moi' }));
    expect((await listed()).some((one) => one.code === 'moi')).toBe(false);
    expect(code(await retireCannedAnswer(home.at(home.supervisor), { code: 'moi' }))).toBe('canned-answer.not-there');
    expect(must(await writes({ code: 'moi' })).version).toBe(version + 3);
  });

  it('that would lead a child elsewhere is not kept ready, and one with a blank that nothing fills neither', async () => {
    const refused: [object, string][] = [
      [{ vi: 'Gọi cho chị số 0912 345 678 nhé.' }, 'canned-answer.held-back'],
      [{ en: 'Write to me at a@b.example.' }, 'canned-answer.held-back'],
      [{ vi: 'Chào {ten}.' }, 'canned-answer.blank-unknown'],
      [{ vi: ' ' }, 'line.empty'],
      [{ en: 'a'.repeat(2_001) }, 'line.too-long'],
      [{ titleVi: '' }, 'text.empty'],
      [{ code: 'Chào em' }, 'canned-answer.code-unusable'],
      [{ code: 'a'.repeat(31) }, 'canned-answer.code-unusable'],
    ];
    for (const [said, refusal] of refused) expect([said, code(await writes(said))]).toEqual([said, refusal]);
  });

  it('that ships passes the guard of outgoing lines as it is sent', async () => {
    for (const portalBand of ['B9_12', 'ADULT']) {
      const { helper, contact } = await talk({ portalBand });
      let after = 1;
      for (const { text } of must(await answersForContact(home.at(helper), { contact })).filter(
        (one) => one.code !== 'hen-lai',
      )) {
        const sent = must(
          await writeAsHelper(home.at(helper), { contact, text, lineKey: randomUUID(), afterSeq: after }),
        );
        expect([text, sent.outcome]).toEqual([text, 'sent']);
        after += 1;
      }
    }
  });
});

it('every protocol card names its source, says that nobody confirmed it, and tells as much in both languages', () => {
  for (const card of protocolCard.terms) {
    expect(card.source.length).toBeGreaterThan(10);
    expect(card.verified).toBe(false);
    expect(card.steps_en).toHaveLength(card.steps_vi.length);
  }
});
