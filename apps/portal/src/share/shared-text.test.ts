import { expect, test } from 'vitest';
import { sharedText } from './shared-text.ts';

const form = (parts: Record<string, string | File>) => {
  const made = new FormData();
  for (const [name, value] of Object.entries(parts)) made.set(name, value);
  return made;
};

test('what is shared is one text, nothing in it twice', () => {
  expect(sharedText(form({ text: 'Xem này https://x.example/a', url: 'https://x.example/a' }))).toBe(
    'Xem này https://x.example/a',
  );
  expect(sharedText(form({ title: 'Một trang', text: 'Lời nhắn\r\nhai dòng', url: 'https://x.example/' }))).toBe(
    'Một trang\nLời nhắn\nhai dòng\nhttps://x.example/',
  );
});

test('pictures and other fields are left out', () => {
  const picture = new File(['x'], 'x.jpg', { type: 'image/jpeg' });
  expect(sharedText(form({ text: picture, files: picture, other: 'x' }))).toBe('');
  expect(sharedText(form({ text: picture, url: 'https://x.example/' }))).toBe('https://x.example/');
  expect(sharedText(form({ text: '   ' }))).toBe('');
});
