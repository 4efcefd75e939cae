import { expect, test } from 'vitest';
import { lawCitation } from './law-citation.pure.ts';

test('a source reads as a Vietnamese lawyer cites it', () => {
  expect(lawCitation('Decree 56/2017/ND-CP, art. 26.3', 'vi')).toBe('Nghị định 56/2017/NĐ-CP, khoản 3 Điều 26');
  expect(
    lawCitation('Cybersecurity Law 116/2025/QH15, art. 25.2.b; Decree 333/2026/ND-CP, art. 16.4, 18.2', 'vi'),
  ).toBe(
    'Luật An ninh mạng 116/2025/QH15, điểm b khoản 2 Điều 25; Nghị định 333/2026/NĐ-CP, khoản 4 Điều 16, khoản 2 Điều 18',
  );
  expect(lawCitation('published administrative procedure 2.001947', 'vi')).toBe(
    'thủ tục hành chính công bố số 2.001947',
  );
  expect(lawCitation('Decree 56/2017/ND-CP, art. 26.3', 'en')).toBe('Decree 56/2017/ND-CP, art. 26.3');
});
