import { expect, test } from 'vitest';
import { withoutQuotedHistory } from './quoted-history.ts';

const cut = (text: string) => withoutQuotedHistory(text);

test.each([
  ['Em cảm ơn\n\nVào Th 6, 27 thg 11, 2026 vào lúc 10:00 Tổng đài <a@e.vn> đã viết:\n> Chào em\n> Em kể tiếp nhé\n'],
  ['Em cảm ơn\n\nVào Th 6, 27 thg 11, 2026 vào lúc 10:00 Tổng đài\n<a@e.vn> đã viết:\n\n> Chào em\n'],
  ['Em cảm ơn\nOn Fri, Nov 27, 2026 at 10:00 AM Desk <a@e.vn> wrote:\n> Hello'],
  ['Em cảm ơn\n-----Original Message-----\nFrom: a@e.vn\nSent: Friday\nSubject: x\n\nChào em'],
  ['Em cảm ơn\n________________________________\nTừ: Tổng đài\nĐã gửi: Thứ Sáu\n\nChào em'],
  ['Em cảm ơn\n> Chào em\n> Em kể tiếp nhé'],
])('the earlier letters go: %j', (text) => {
  expect(cut(text)).toBe('Em cảm ơn');
});

test.each([
  ['an answer between the lines', '> Em ở đâu?\nỞ nhà bà\n> Có ai bên em không?\nDạ có'],
  ['an answer below', 'On Fri, Nov 27, 2026 at 10:00 AM Desk wrote:\n> Em ở đâu?\nỞ nhà bà'],
  ['nothing but what is quoted', '> Em ở đâu?'],
  ['a forwarded letter alone', '---------- Forwarded message ---------\nFrom: a@e.vn\nSubject: x\n\nlời lẽ'],
  ['a ruled line of one’s own', 'Một\n____________________\nHai: ba'],
  ['one word with a colon', 'Em kể:\nTừ: hôm qua'],
])('kept whole: %s', (_what, text) => {
  expect(cut(text)).toBe(text);
});

test('a hundred thousand lines are read once', () => {
  const text = `${'On and on\n'.repeat(100_000)}> x`;
  expect(cut(text).endsWith('On and on')).toBe(true);
});
