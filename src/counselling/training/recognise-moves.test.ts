import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hurts, move } from './move.ts';
import { recogniseMoves } from './recognise-moves.ts';
import { notRecognised, recognised } from './recognised-lines.testing.ts';

const bare = (line: string) => line.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D');
const lines = move.codes.flatMap((code) => (recognised[code] ?? []).map((line) => [code, line] as const));

describe('what a helper does with a line', () => {
  it.each(lines)('%s: %s', (code, line) => {
    expect(recogniseMoves(line)).toContain(code);
    expect(recogniseMoves(bare(line))).toContain(code);
    expect(recogniseMoves(line.normalize('NFD'))).toContain(code);
    expect(recogniseMoves(line.toUpperCase())).toContain(code);
  });

  it('has at least 150 lines, and some for every move that is recognised from words', () => {
    expect(lines.length).toBeGreaterThanOrEqual(150);
    // What these are depends on where the story stands (take-turn.ts).
    const byContext = ['EARLY_ADVICE', 'MANY_QUESTIONS'];
    expect(move.codes.filter((code) => (recognised[code]?.length ?? 0) < 3)).toEqual(byContext);
  });

  it.each(notRecognised)('is not %s: %s', (code, line) => {
    expect(recogniseMoves(line)).not.toContain(code);
    expect(recogniseMoves(bare(line))).not.toContain(code);
  });

  it('takes nothing that helps for something that hurts', () => {
    for (const [code, line] of lines) if (!hurts(code)) expect(recogniseMoves(line).filter(hurts), line).toEqual([]);
  });

  it('says the most harmful first', () => {
    expect(recogniseMoves('Cảm ơn em đã kể. Sao em lại tin người ta? Em dại quá.')).toEqual([
      'BLAME',
      'WHY_QUESTION',
      'THANKS',
    ]);
  });

  it('answers any text, and a text of any size', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => recogniseMoves(text).length > 0));
    for (const unit of ['em ', 'tại ', '?', '.', '\u0301', 'không phải lỗi '])
      expect(recogniseMoves(unit.repeat(500_000)).length).toBeGreaterThan(0);
  });
});
