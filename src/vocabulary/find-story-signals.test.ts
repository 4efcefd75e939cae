import { expect, test } from 'vitest';
import { findStorySignals } from './find-story-signals.ts';
import { storyPhrases } from './story-signal.ts';

test.each([
  'Em không muốn sống nữa.',
  'em khong muon song nua',
  'em ko mún sống nữa đâu',
  'Em muốn chếtttttt',
  'chỉ muốn ngủ một giấc rồi chết luôn',
  'nhiều lúc nghĩ đến chuyện tự tử',
  'em định tự tử',
  'em dinh tu tu',
  'đêm qua em rạch tay',
  'Em đã uống một vỉ thuốc ngủ',
  'em kho\u0302ng muo\u0302\u0301n so\u0302\u0301ng',
  'em không\u200b muốn sống',
  'I don’t want to live anymore',
  'he said he will kill himself',
])('words of self-harm are seen: %s', (story) => {
  expect(findStorySignals(story)).toEqual(['SELF_HARM']);
});

test.each([
  'Nó dọa tung ảnh của em lên Facebook',
  'no doa tung anh em len facebook',
  'Nó doạ gửi cho ba mẹ em',
  'Người đó bắt em chuyển khoản hai trăm nghìn nếu không sẽ đăng clip',
  'đòi em 5 triệu',
  'nó bắt em gửi thêm hình nữa',
  'Em bị tống tiền',
  'không trả tiền thì nó tung hết',
  'he says he will leak my photos',
])('words of extortion are seen: %s', (story) => {
  expect(findStorySignals(story)).toEqual(['EXTORTION']);
});

test.each([
  'Em xem phim ma nên sợ.',
  'Em từ từ đi về nhà.',
  'Anh ấy hay trêu em, anh dọa méc cô giáo.',
  'Bạn nói xấu em trong nhóm lớp.',
  'Em bị mất nick Facebook, giờ muốn lấy lại.',
  'Trong trò chơi em bị chết hoài. Muốn bỏ chơi.',
  'Mẹ không muốn. Sống ở quê vui hơn.',
  '😀😀😀 ễ Ặ',
  '',
])('an ordinary story gives no signal: %s', (story) => {
  expect(findStorySignals(story)).toEqual([]);
});

test('both are told in the order of the list, and a long story is read whole', () => {
  const long = `${'Hôm đó em đi học về. '.repeat(2_500)}Nó dọa tung ảnh. Em không muốn sống nữa.`;
  expect(findStorySignals(long)).toEqual(['SELF_HARM', 'EXTORTION']);
});

test('every phrase is found in itself, names its source and claims no reading that there was not', () => {
  for (const { words, signal, source, verified } of storyPhrases) {
    const said = words.split(' ').map((slot) => (slot === '*' ? 'xyz' : (slot.split('|')[0] as string)));
    expect([words, findStorySignals(said.join(' ')).includes(signal)]).toEqual([words, true]);
    expect(source.length).toBeGreaterThan(10);
    expect(verified).toBe(false);
  }
});
