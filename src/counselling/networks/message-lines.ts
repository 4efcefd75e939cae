import type { InboundAttachment, PrivateMessage } from '../../channels/index.ts';
import { holdsMedia } from '../../intake/index.ts';
import { cleanText } from '../../kernel/index.ts';
import { LINE } from '../lines/line.ts';

/** A message of a network as lines of a thread, in words alone. Longer ones are cut; nothing of a file is kept. */
const LINES_MOST = 5;

const KINDS: Readonly<Record<InboundAttachment['kind'], string>> = {
  image: 'ảnh',
  video: 'video',
  audio: 'ghi âm',
  file: 'tệp',
  location: 'vị trí',
  other: 'nội dung khác',
};

/** What stands in place of what was sent with a message. */
function attachmentWords(attachments: readonly InboundAttachment[]): string {
  const counts = new Map<InboundAttachment['kind'], number>();
  for (const { kind } of attachments) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const named = [...counts].map(([kind, count]) => `${count} ${KINDS[kind]}`).join(', ');
  return `[Gửi kèm ${named}. Không lưu lại.]`;
}

/** What is to be known before the words are read. */
function forewords({ automatic, sender }: PrivateMessage): string[] {
  return [
    ...(automatic ? ['[Máy tự động gửi, không phải người viết.]'] : []),
    ...(sender === 'forged'
      ? ['[Địa chỉ người gửi có thể bị giả mạo: nơi quản lý địa chỉ ấy không xác nhận đã gửi.]']
      : []),
  ];
}

export function linesOfMessage(message: PrivateMessage): string[] {
  const { subject, text, attachments } = message;
  const written = [subject, text].filter((part) => part !== undefined && part.trim() !== '').join('\n');
  const readable = plain(written);
  const said = holdsMedia(readable) ? '[Nội dung là tệp dạng chữ. Không lưu lại.]' : readable;
  const lines = said === '' ? [] : pieces(said);
  if (message.shortened) lines.push('[Tin dài hoặc có chỗ không đọc được: chỉ giữ được một phần.]');
  if (attachments.length > 0) lines.push(attachmentWords(attachments));
  return [...forewords(message), ...(lines.length > 0 ? lines : ['[Tin không có chữ.]'])];
}

/** Without what is no text: control characters and halves of characters. */
function plain(text: string): string {
  const kept = text
    .toWellFormed()
    .replaceAll(/[^\P{Cc}\n\t]/gu, ' ')
    .replaceAll('\uFFFD', ' ');
  const clean = cleanText(kept, { most: Number.MAX_SAFE_INTEGER, lines: true });
  return clean.ok ? clean.text : '';
}

function pieces(text: string): string[] {
  const points = [...text];
  const found: string[] = [];
  for (let at = 0; at < points.length && found.length < LINES_MOST; at += LINE.most) {
    const piece = points
      .slice(at, at + LINE.most)
      .join('')
      .trim();
    if (piece !== '') found.push(piece);
  }
  return found;
}
