import { expect, test } from 'vitest';
import type { PrivateMessage } from '../../channels/index.ts';
import { linesOfMessage } from './message-lines.ts';

const message = (more: Partial<PrivateMessage>): PrivateMessage => ({
  kind: 'private-message',
  channel: 'email',
  id: 'x',
  at: new Date('2026-11-28T02:00:00Z'),
  author: 'em@example.com',
  text: 'MẪU: một câu',
  attachments: [],
  ...more,
});

test('words are lines, with nothing said of them that is not so', () => {
  expect(linesOfMessage(message({}))).toEqual(['MẪU: một câu']);
  expect(linesOfMessage(message({ sender: 'unproven' }))).toEqual(['MẪU: một câu']);
  expect(linesOfMessage(message({ subject: 'MẪU: chuyện', sender: 'proven' }))).toEqual(['MẪU: chuyện\nMẪU: một câu']);
});

test('whoever reads knows first that a machine wrote it, or that the sender may be forged', () => {
  expect(linesOfMessage(message({ automatic: true, sender: 'forged' }))).toEqual([
    '[Máy tự động gửi, không phải người viết.]',
    '[Địa chỉ người gửi có thể bị giả mạo: nơi quản lý địa chỉ ấy không xác nhận đã gửi.]',
    'MẪU: một câu',
  ]);
});

test('what was left out is said, and a message of nothing but that has no empty line', () => {
  expect(linesOfMessage(message({ shortened: true }))).toEqual([
    'MẪU: một câu',
    '[Tin dài hoặc có chỗ không đọc được: chỉ giữ được một phần.]',
  ]);
  expect(linesOfMessage(message({ text: '', shortened: true }))).toHaveLength(1);
  expect(linesOfMessage(message({ text: '' }))).toEqual(['[Tin không có chữ.]']);
});
