import { describe, expect, it } from 'vitest';
import { type AnswerFields, answerOutcomes, missingInAnswer, outcomesWithReason, overdueOf } from './theme-answer.ts';

const answer = (more: Partial<AnswerFields> = {}): AnswerFields => ({
  outcome: 'WILL_DO',
  heard: 'Các em muốn nút báo cáo dễ thấy.',
  decided: 'Nút báo cáo sẽ ở đầu mọi trang.',
  whyNot: null,
  answeredBy: 'Người Mẫu, Cục Mẫu',
  childWords: 'Nút sẽ ở chỗ em thấy ngay.',
  followUpOn: '2027-03-01',
  ...more,
});

describe('an answer', () => {
  it('is full with its day of looking again', () => {
    expect(missingInAnswer(answer(), '2026-12-01')).toBeUndefined();
    for (const followUpOn of ['2026-12-01', '2026-11-30', '2027-02-30', '', '2028-01-01'])
      expect(missingInAnswer(answer({ followUpOn }), '2026-12-01')).toBe('followUpOn');
  });

  it.each(answerOutcomes)('%s says why exactly where something is not done', (outcome) => {
    const withReason = missingInAnswer(answer({ outcome, whyNot: 'Chưa đủ tiền.' }), '2026-12-01');
    const without = missingInAnswer(answer({ outcome }), '2026-12-01');
    expect([withReason, without]).toEqual(
      outcomesWithReason.has(outcome) ? [undefined, 'whyNot'] : ['whyNot', undefined],
    );
  });
});

describe('what is late', () => {
  const dates = { answerBy: '2027-01-31', answered: false, followUpOn: null, followedUp: false };

  it('is the answer after its day, and never before', () => {
    expect(overdueOf(dates, '2027-01-31')).toBeUndefined();
    expect(overdueOf(dates, '2027-02-01')).toBe('ANSWER');
    expect(overdueOf(dates, '2030-01-01')).toBe('ANSWER');
  });

  it('is then the look that was promised, until somebody looked', () => {
    const answered = { ...dates, answered: true, followUpOn: '2027-06-01' };
    expect(overdueOf(answered, '2027-06-01')).toBeUndefined();
    expect(overdueOf(answered, '2027-06-02')).toBe('FOLLOW_UP');
    expect(overdueOf({ ...answered, followedUp: true }, '2027-06-02')).toBeUndefined();
  });
});
