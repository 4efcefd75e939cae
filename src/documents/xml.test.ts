import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readXml, SMALL_XML, XmlError, xml, xmlDocument, xmlText } from './xml.ts';

describe('XML', () => {
  test('what is written is read back, whatever the text', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary', maxLength: 50 }),
        fc.string({ unit: 'grapheme', maxLength: 50 }),
        async (value, text) => {
          const root = await readXml([xmlDocument(xml('a', { value }, xmlText(text), xml('b', { n: 1 })))], SMALL_XML);
          expect(root).toMatchObject({ name: 'a', children: [{ name: 'b', attributes: { n: '1' } }] });
          // A reader of XML turns line ends and, in attributes, white space into their plain forms.
          expect(root.text).toBe(xmlKept(text).replace(/\r\n?/g, '\n'));
          expect(root.attributes.value?.replace(/\s/g, ' ')).toBe(
            xmlKept(value).replace(/\r\n/g, '\n').replace(/\s/g, ' '),
          );
        },
      ),
    );
  });

  test('in pieces of any size', async () => {
    const document = xmlDocument(xml('root', {}, xml('é', { a: 'ẵ' }, 'chữ')));
    for (const size of [1, 2, 7]) {
      const pieces = Array.from({ length: Math.ceil(document.length / size) }, (_, i) =>
        document.slice(i * size, (i + 1) * size),
      );
      expect(await readXml(pieces, SMALL_XML)).toMatchObject({
        children: [{ name: 'é', attributes: { a: 'ẵ' }, text: 'chữ' }],
      });
    }
  });

  test('names lose their prefix, and namespaces are no attributes', async () => {
    expect(await readXml(['<x:a xmlns:x="u" xmlns="v" x:b="1"><x:c/></x:a>'], SMALL_XML)).toEqual({
      name: 'a',
      attributes: { b: '1' },
      text: '',
      children: [{ name: 'c', attributes: {}, children: [], text: '' }],
    });
  });

  test.each([
    ['<!DOCTYPE a><a/>', 'document-type'],
    ['<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', 'document-type'],
    ['<a>&x;</a>', 'malformed'],
    ['<a><b></a>', 'malformed'],
    ['', 'malformed'],
    ['text', 'malformed'],
    [`${'<a>'.repeat(17)}${'</a>'.repeat(17)}`, 'too-deep'],
    [`<a>${'<b/>'.repeat(1_000)}</a>`, 'too-large'],
    [`<a>${'x'.repeat(70_000)}</a>`, 'too-large'],
  ])('%s is refused as %s', async (document, reason) => {
    const error = await readXml([document], SMALL_XML).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(XmlError);
    expect((error as XmlError).reason).toBe(reason);
  });
});

const xmlKept = (text: string) => text.toWellFormed().replace(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, '');
