import { expect, test } from 'vitest';
import { formRequest } from './post-form.ts';

test('a form carries texts letter by letter, line ends as they are, and the bytes of its file', async () => {
  const bytes = new Uint8Array([137, 80, 78, 71, 13, 10, 0, 255, 45, 45]);
  const text = 'Dòng một.\n\nDòng hai:\r\n“ngoặc” & "kép" --\n';
  const { body, headers } = formRequest(
    { caption: text, flag: true },
    { field: 'photo', mediaType: 'image/png', bytes },
  );
  const read = await new Response(new Uint8Array(body as Uint8Array), { headers: headers ?? {} }).formData();
  expect(read.get('caption')).toBe(text);
  expect(read.get('flag')).toBe('true');
  const file = read.get('photo') as File;
  expect(file.type).toBe('image/png');
  expect(new Uint8Array(await file.arrayBuffer())).toEqual(bytes);
});
