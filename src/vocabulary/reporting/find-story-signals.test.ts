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
  'em sống làm gì nữa',
  'sống lm j nữa',
  'Nhiều khi em chỉ muốn die',
  'e k muon song nua, chan lam',
  'Em cắt cổ tay',
  'hôm qua em lấy dao rạch mấy đường trên tay',
  'em đập đầu vào tường',
  'Em uống cả nắm thuốc rồi',
  'em da uong ca vi thuoc',
  'Em muốn ngủ luôn không bao giờ dậy nữa',
  'Giá như em chưa từng được sinh ra',
  'em không sống nổi nữa',
  'em viết thư tuyệt mệnh rồi',
  'em buồn muốn chết',
  'Bạn em nói muốn tự vẫn',
  'em muốn chếc cho rồi',
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
  'nó bắt em ck 200k không thì cho cả lớp xem',
  'nó đòi 5tr',
  'nó bảo sẽ gửi ảnh cho mẹ em',
  'no noi se gui anh em len lop',
  'không gửi thì nó cho ba mẹ em xem hết',
  'nó phát tán clip của em',
  'hù đăng lên nhóm lớp',
  'no tung clip em roi',
  'nó đòi tiền chuộc',
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
  'Em sợ muốn chết luôn á, vì con ma trong phim.',
  'Hom qua em so muon chet vi xem phim ma.',
  'Trời nóng muốn chết.',
  'Em can duoc tu van, em muon gap co tu van.',
  'Em phát hiện bạn xem video lạ.',
  'Em up hình lên Facebook thì bị chê.',
  'Em tung xem video do roi, hinh xau lam.',
  'Cau ay chuyen truong roi, the la em buon.',
  'Em không trả lời thì nó cho bạn khác nhắn.',
  'Em đòi mẹ cho tiền ăn sáng, mẹ không cho.',
  'Em sẽ gửi ảnh bài tập cho cô.',
  'Em cắt móng tay.',
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
  for (const { words, code, source, verified } of storyPhrases) {
    const said = words.split(' ').map((slot) => (slot === '*' ? 'xyz' : (slot.split('|')[0] as string)));
    expect([words, findStorySignals(said.join(' ')).includes(code)]).toEqual([words, true]);
    expect(source.length).toBeGreaterThan(10);
    expect(verified).toBe(false);
  }
});
