import { randomFrom } from './random.pure.ts';
import type { TrainingRow } from './training-data.ts';

const WHO = ['bạn', 'cậu ấy', 'chị Mẫu', 'thằng em', 'cô giáo', 'đội bạn', 'anh hàng xóm', 'nhóm mình'];
const KIND = ['vẽ đẹp', 'học chăm', 'hát hay', 'tốt bụng', 'nấu ăn ngon', 'giúp đỡ mọi người', 'vui tính'];
const GRUMPY = ['lười quá', 'vụng về', 'ồn ào', 'hay quên', 'chậm như rùa', 'bừa bộn', 'khó tính'];
const END = ['nhỉ', 'mọi người ơi', 'hôm nay', 'thật sự', 'ở lớp', 'như mọi khi', 'lắm luôn'];

/** Invented, harmless rows: praise is "clean", a grumble is "toxic" with its words marked. The same seed gives the same rows. */
export function exampleRows(count: number, seed: number): TrainingRow[] {
  const random = randomFrom(seed);
  const pick = (some: readonly string[]) => some[Math.floor(random() * some.length)] as string;
  return Array.from({ length: count }, (_, at) => {
    const who = pick(WHO);
    if (random() < 0.6) return { text: `${who} ${pick(KIND)} ${pick(END)} ${at % 89}`, labels: ['clean'], spans: [] };
    const words = pick(GRUMPY);
    const from = who.length + 1;
    const text = `${who} ${words} ${pick(END)} ${at % 89}`;
    return { text, labels: ['toxic'], spans: [{ from, to: from + words.length }] };
  });
}
