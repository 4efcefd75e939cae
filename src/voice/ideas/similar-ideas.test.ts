import { describe, expect, it } from 'vitest';
import { similarIdeas } from './similar-ideas.ts';

const like = (one: string, other: string) => similarIdeas(one, [{ id: 'other', text: other }])[0];

describe('ideas that say nearly the same', () => {
  it.each([
    ['Em muốn trường có wifi miễn phí', 'em muon truong co wifi mien phi'],
    ['Em muốn trường có wifi miễn phí', 'Trường nên có wifi miễn phí cho học sinh'],
    ['Bố mẹ không đọc tin nhắn của em', 'Bố mẹ đừng đọc tin nhắn của con'],
    ['Thầy cô dạy em cách nhận ra tin giả', 'Thầy cô nên dạy cách nhận ra tin giả trên mạng'],
    ['Các bạn không nên trêu nhau trên mạng', 'Không nên trêu bạn trên mạng'],
  ])('%s · %s', (one, other) => {
    expect(like(one, other)).toBeDefined();
  });

  it.each([
    ['Em muốn trường có wifi miễn phí', 'Em muốn trường có sân bóng'],
    ['Em muốn có thêm giờ ra chơi', 'Em muốn có nút báo cáo dễ bấm'],
    ['👍', '👍'],
    ['Em', 'Em'],
  ])('are not these: %s · %s', (one, other) => {
    expect(like(one, other)).toBeUndefined();
  });

  it('are marked where one denies what the other asks for', () => {
    expect(like('Cho em dùng điện thoại ở trường', 'Không cho dùng điện thoại ở trường')?.opposed).toBe(true);
    expect(like('Cho em dùng điện thoại ở trường', 'Nên cho dùng điện thoại ở trường')?.opposed).toBe(false);
  });

  it('come the nearest first', () => {
    const found = similarIdeas('Trường có wifi miễn phí', [
      { id: 'far', text: 'Trường có wifi miễn phí cho học sinh nghèo' },
      { id: 'near', text: 'truong co wifi mien phi' },
      { id: 'none', text: 'Em thích đá bóng' },
    ]);
    expect(found.map(({ id }) => id)).toEqual(['near', 'far']);
  });
});
