import { expect, it } from 'vitest';
import { fileFixture } from '../../tools/test/file-fixture.ts';
import { must } from '../../tools/test/test-result.ts';
import { addTheme } from './answers/add-theme.ts';
import { answerTheme } from './answers/answer-theme.ts';
import { followUp } from './answers/follow-up.ts';
import { closeConsultation } from './consultations/close-consultation.ts';
import { NOW, openVoiceHome } from './voice.testing.ts';
import { answerDuties } from './voice-duties.ts';

const home = fileFixture(() => openVoiceHome());
const first = () => home.as(home.people.first);
const owed = async (person: keyof typeof home.people = 'first') =>
  must(await answerDuties.list(home.as(home.people[person]))).duties.map(({ act, facts, clock }) => [
    act,
    facts.title,
    clock?.dueAt.toISOString(),
  ]);

it('an answer is owed from the close on, then the look that was promised, to who speaks for children alone', async () => {
  const made = await home.opened();
  const consultation = made.id;
  const theme = must(await addTheme(first(), { consultation, titleVi: 'Chỗ đặt nút', titleEn: 'Sample' })).id;
  expect(await owed()).toEqual([]);
  must(await closeConsultation(first(), { consultation }));
  // The whole of the 31st of January is left for it, in Viet Nam.
  expect(await owed()).toEqual([['answer-theme', 'Nút báo cáo ở đâu thì dễ thấy', '2027-01-31T17:00:00.000Z']]);
  for (const other of ['former', 'counsellor'] as const) expect(await owed(other)).toEqual([]);
  must(
    await answerTheme(first(), {
      consultation,
      theme,
      outcome: 'DONE',
      heard: 'Các em muốn nút ở đầu trang.',
      decided: 'Nút ở đầu trang.',
      answeredBy: 'Người Mẫu, Cục Mẫu',
      childWords: 'Nút đã ở đầu trang.',
      followUpOn: '2027-03-01',
    }),
  );
  // It is told of two weeks before its day, and stays after it until somebody looked.
  expect(await owed()).toEqual([]);
  for (const now of ['2027-02-20T02:00:00Z', '2027-05-01T02:00:00Z']) {
    home.clock.set(now);
    expect(await owed()).toEqual([['look-again', 'Chỗ đặt nút', '2027-03-01T17:00:00.000Z']]);
  }
  must(await followUp(first(), { consultation, theme, text: 'Đã làm ở mọi trang mẫu.' }));
  expect(await owed()).toEqual([]);
  home.clock.set(NOW);
});
