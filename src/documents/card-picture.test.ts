import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { CARD_LEAD_MOST, CARD_TITLE_MOST, type Card, renderCard } from './card-picture.ts';

const card: Card = {
  drawing:
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 140"><rect width="160" height="140" fill="#d03030"/></svg>',
  alt: 'Một ô màu đỏ',
  title: 'Khi có người lạ nhắn tin',
  lead: 'Dừng lại, kể với người em tin.',
  foot: 'Gọi 111',
  colours: { paper: '#fbf8ef', ink: '#223333', foot: '#1a6b45' },
};
const pixels = async (png: Buffer) => sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true });

describe('a card', () => {
  test('is a square picture that shows its drawing, and the same card is the same bytes', async () => {
    const png = await renderCard(card);
    const { data, info } = await pixels(png);
    expect([info.width, info.height]).toEqual([1_080, 1_080]);
    const at = (x: number, y: number) => [...data.subarray((y * info.width + x) * info.channels).subarray(0, 3)];
    const [red = 0, green = 255] = at(540, 250);
    expect(red).toBeGreaterThan(180);
    expect(green).toBeLessThan(80);
    expect(at(10, 10)[2]).toBeGreaterThan(220);
    expect(await renderCard(card)).toEqual(png);
    expect(png.length).toBeLessThan(400_000);
  });

  test('is another picture with one comma more, and words are never markup', async () => {
    const png = await renderCard(card);
    expect(await renderCard({ ...card, lead: 'Dừng lại, kể với người, em tin.' })).not.toEqual(png);
    const hostile = { ...card, title: '#panic("x") $ * _ < \\ "', lead: '#read("/etc/passwd")' };
    expect((await pixels(await renderCard(hostile))).info.width).toBe(1_080);
  });

  test('holds words of the full length, and refuses what has no room', async () => {
    const words = (most: number) => 'nghiêng nghiêng '.repeat(most).slice(0, most).trim();
    await renderCard({ ...card, title: words(CARD_TITLE_MOST), lead: words(CARD_LEAD_MOST) });
    await expect(renderCard({ ...card, lead: words(2_000) })).rejects.toThrow('no room');
  });

  test('holds no data beside its pixels', async () => {
    const { exif, icc, xmp, iptc } = await sharp(await renderCard({ ...card, drawing: null })).metadata();
    expect([exif, icc, xmp, iptc]).toEqual([undefined, undefined, undefined, undefined]);
  });
});
