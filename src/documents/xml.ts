import { SaxesParser } from 'saxes';

/** What the bounded reader lets through. */
export interface XmlLimits {
  /** Characters of the whole document. */
  readonly length: number;
  readonly depth: number;
  readonly elements: number;
}

export const SMALL_XML: XmlLimits = { length: 64 * 1024, depth: 16, elements: 1_000 };
export const PAGE_XML: XmlLimits = { length: 32 * 1024 * 1024, depth: 24, elements: 1_000_000 };

/** An element without its namespace prefix; `text` is what stands in it directly. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

/** A document that is not taken; `reason` is a code. */
export class XmlError extends Error {
  readonly reason: 'too-large' | 'too-deep' | 'document-type' | 'malformed';
  constructor(reason: XmlError['reason']) {
    super(`XML ${reason}`);
    this.name = 'XmlError';
    this.reason = reason;
  }
}

interface Building {
  name: string;
  attributes: Record<string, string>;
  children: Building[];
  text: string;
}

/**
 * Reads XML piece by piece. A document type is refused, and with it every entity but the five of XML itself; length,
 * depth and number of elements are bounded before anything is kept.
 * @throws XmlError
 */
export async function readXml(
  pieces: AsyncIterable<string> | Iterable<string>,
  limits: XmlLimits,
): Promise<XmlElement> {
  const parser = new SaxesParser({ xmlns: false, position: false });
  const open: Building[] = [];
  let root: Building | undefined;
  let length = 0;
  let elements = 0;
  parser.on('error', () => {
    throw new XmlError('malformed');
  });
  parser.on('doctype', () => {
    throw new XmlError('document-type');
  });
  parser.on('opentag', ({ name, attributes }) => {
    elements += 1;
    if (elements > limits.elements) throw new XmlError('too-large');
    if (open.length >= limits.depth) throw new XmlError('too-deep');
    const element: Building = { name: local(name), attributes: {}, children: [], text: '' };
    for (const [key, value] of Object.entries(attributes))
      if (!/^xmlns(:|$)/.test(key)) element.attributes[local(key)] = value;
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  parser.on('text', (text) => {
    const element = open.at(-1);
    if (element) element.text += text;
  });
  parser.on('cdata', (text) => {
    const element = open.at(-1);
    if (element) element.text += text;
  });
  parser.on('closetag', () => void open.pop());
  for await (const piece of pieces) {
    length += piece.length;
    if (length > limits.length) throw new XmlError('too-large');
    parser.write(piece);
  }
  parser.close();
  if (!root) throw new XmlError('malformed');
  return root;
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

export function child(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((one) => one.name === name);
}

/** One element as text. Children are texts that this function made. */
export function xml(
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
  ...children: readonly string[]
): string {
  const given = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${xmlText(String(value))}"`)
    .join('');
  return children.length === 0 ? `<${name}${given}/>` : `<${name}${given}>${children.join('')}</${name}>`;
}

/** Text for XML; characters that XML cannot hold are dropped. */
export function xmlText(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
}

export function xmlDocument(root: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}`;
}
