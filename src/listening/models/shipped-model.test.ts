import { readFileSync, statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { decideLabels, loadModel, normalise } from '../../text/index.ts';
import { shippedModel } from './shipped-model.ts';

const file = new URL('./vihos-toxicity-1.lcm', import.meta.url);

test('the shipped model opens with this normaliser, is small, and says where it comes from', () => {
  expect(statSync(file).size).toBeLessThan(3 * 2 ** 20);
  const { head } = loadModel(readFileSync(file));
  expect(head).toMatchObject({ name: 'vihos-toxicity', labels: ['clean', 'toxic'], mode: 'one-of' });
  expect(head.provenance).toMatchObject({ licence: expect.stringContaining('MIT') });
});

test('everyday talk and talk of prevention raise nothing', () => {
  const model = shippedModel();
  const texts = [
    'Hôm nay trời đẹp quá, cả lớp mình đi tham quan bảo tàng',
    'Cảm ơn cô giáo đã giúp đỡ con trong năm học vừa qua',
    'Tổng đài 111 tư vấn miễn phí cho trẻ em và cha mẹ',
    'hom nay con duoc diem muoi mon toan',
  ].map(normalise);
  for (const { scores, spans } of model.classify(texts) as Awaited<ReturnType<typeof model.classify>>) {
    expect(decideLabels(model, scores)).toEqual(['clean']);
    expect(spans).toEqual([]);
  }
});
