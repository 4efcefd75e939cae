import { expect, test } from 'vitest';
import { normalise } from '../../text/index.ts';
import { isVietnamese } from './language.ts';

const vietnamese = (text: string) => isVietnamese(normalise(text)).vietnamese;

const native = [
  'Hôm nay trời đẹp quá, cả lớp mình đi tham quan bảo tàng',
  'Mẹ ơi con đói bụng rồi',
  'Câu lạc bộ sách mở cửa vào chiều thứ bảy hằng tuần',
  'Bữa ni mạ nấu chi rứa',
  'Tui hổng biết nữa nghen',
];

test.each(native)('Vietnamese: %s', (text) => {
  expect(vietnamese(text)).toBeGreaterThan(0.9);
});

test.each(native.map((text) => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D')))(
  'Vietnamese without diacritics: %s',
  (text) => {
    expect(vietnamese(text)).toBeGreaterThan(0.6);
  },
);

test.each([
  'The weather is lovely today and the whole class is going to the museum',
  'Can you help me with my homework please',
  'Hari ini cuaca sangat bagus dan kami akan pergi ke museum',
  'Le musée est ouvert tous les jours sauf le lundi',
  'Сегодня хорошая погода и весь класс идёт в музей',
  '今天天气很好，我们去博物馆',
  'Das Wetter ist heute schön und wir gehen ins Museum',
])('not Vietnamese: %s', (text) => {
  expect(vietnamese(text)).toBeLessThan(0.4);
});

test('nothing to judge by', () => {
  expect(vietnamese('')).toBe(0.5);
  expect(vietnamese('!!! 123 🙂')).toBe(0.5);
});
