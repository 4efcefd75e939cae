import { describe, expect, it } from 'vitest';
import {
  agreementOfSheets,
  compareSheets,
  type QualityAnswer,
  type QualityAnswers,
  type QualityRating,
  qualityPart,
  qualityRating,
} from './quality-sheet.ts';

const sheet = (answer: QualityAnswer, but: Partial<Record<QualityRating, QualityAnswer>> = {}): QualityAnswers => ({
  ...(Object.fromEntries(qualityRating.codes.map((code) => [code, answer])) as Record<QualityRating, QualityAnswer>),
  ...but,
});

describe('the sheet that looks back at a contact', () => {
  it('has seven parts and seventeen ratings, each part with one at least', () => {
    expect(qualityPart.codes).toHaveLength(7);
    expect(qualityRating.codes).toHaveLength(17);
    expect(new Set(qualityRating.terms.map(({ part }) => part)).size).toBe(7);
  });

  it('puts two reviews side by side and says where they are apart', () => {
    const { ratings } = compareSheets(
      sheet('YES'),
      sheet('YES', { PARAPHRASES: 'NO', CONFIRMS: 'PARTLY', UPDATES_ON_HOLD: 'NOT_APPLICABLE' }),
    );
    expect(ratings.filter(({ apart }) => apart).map(({ rating }) => rating)).toEqual([
      'PARAPHRASES',
      'UPDATES_ON_HOLD',
    ]);
    expect(ratings).toHaveLength(17);
    expect(compareSheets(sheet('NOT_APPLICABLE'), sheet('NOT_APPLICABLE')).ratings.some(({ apart }) => apart)).toBe(
      false,
    );
  });

  it('says how alike the sheet is read, by rating, from ten pairs on; no person is in it', () => {
    const pairs = Array.from({ length: 10 }, (_, at) => {
      const answer: QualityAnswer = at % 2 === 0 ? 'YES' : 'NO';
      return [sheet(answer, { CONSULTS: 'NOT_APPLICABLE' }), sheet(answer, { PARAPHRASES: 'YES' })] as const;
    });
    const by = new Map(agreementOfSheets(pairs).map((one) => [one.rating, one]));
    expect(by.get('IS_COURTEOUS')).toEqual({ rating: 'IS_COURTEOUS', pairs: 10, alpha: 1 });
    expect(by.get('PARAPHRASES')?.alpha).toBeLessThan(0.1);
    expect(by.get('CONSULTS')).toEqual({ rating: 'CONSULTS', pairs: 0, alpha: undefined });
    expect(agreementOfSheets(pairs.slice(1)).every(({ alpha }) => alpha === undefined)).toBe(true);
  });
});
