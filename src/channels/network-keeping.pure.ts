import type { ChannelCode } from './inbound-event.ts';

/** What a network keeps about who writes to us there, as a child is told before writing. */
export interface NetworkKeeping {
  readonly id: 'zalo' | 'facebook' | 'telegram' | 'email' | 'sms' | 'telephone';
  readonly channels: readonly ChannelCode[];
  readonly name: { readonly vi: string; readonly en: string };
  readonly keeps: { readonly vi: string; readonly en: string };
  /** What it rests on. */
  readonly source: string;
  /** Whether somebody answerable has compared it with the network's own text. */
  readonly verified: boolean;
}

/** By network, the most used first. */
export const networkKeeping: readonly NetworkKeeping[] = [
  {
    id: 'zalo',
    channels: ['zalo-oa'],
    name: { vi: 'Zalo', en: 'Zalo' },
    keeps: {
      vi: 'Zalo biết em đã nhắn cho 111, nhắn lúc nào và nhắn gì. Tin còn nằm trong máy của em cho đến khi em xóa.',
      en: 'Zalo knows that you wrote to 111, when, and what. The messages stay on your phone until you delete them.',
    },
    source: 'How an Official Account receives messages (docs/channels.md); the terms of Zalo were not read',
    verified: false,
  },
  {
    id: 'facebook',
    channels: ['facebook-page'],
    name: { vi: 'Facebook và Messenger', en: 'Facebook and Messenger' },
    keeps: {
      vi: 'Facebook biết em đã nhắn cho 111, nhắn lúc nào và nhắn gì. Bình luận thì ai cũng đọc được: chuyện riêng hãy nhắn tin, đừng viết ở bình luận.',
      en: 'Facebook knows that you wrote to 111, when, and what. Everybody can read a comment: tell private things in a message, not in a comment.',
    },
    source: 'How a page receives messages and comments (docs/channels.md); the terms of Meta were not read',
    verified: false,
  },
  {
    id: 'telegram',
    channels: ['telegram'],
    name: { vi: 'Telegram', en: 'Telegram' },
    keeps: {
      vi: 'Telegram giữ tin em nhắn cho 111 trên máy chủ của họ và đọc được tin đó. Em xóa tin bên em thì 111 không được báo.',
      en: 'Telegram keeps what you write to 111 on its servers and can read it. When you delete a message on your side, 111 is not told.',
    },
    source: 'Messages to bots are no secret chats, and the Bot API tells no deletion (docs/channels.md)',
    verified: false,
  },
  {
    id: 'email',
    channels: ['email'],
    name: { vi: 'Thư điện tử', en: 'E-mail' },
    keeps: {
      vi: 'Công ty cấp hộp thư cho em giữ cả thư em gửi lẫn thư 111 trả lời. Ai mở được hộp thư cũng đọc được: nhớ xem cả mục thư đã gửi và thùng rác.',
      en: 'The company that gives you the mailbox keeps what you send and what 111 answers. Whoever can open your mailbox can read it: look at the sent folder and the bin too.',
    },
    source: 'How mail is kept by its providers; differs between them',
    verified: false,
  },
  {
    id: 'sms',
    channels: ['sms-smpp', 'sms-gateway'],
    name: { vi: 'Tin nhắn SMS', en: 'SMS' },
    keeps: {
      vi: 'Nhà mạng biết số nào đã nhắn cho 111 và lúc nào. Tin nằm trong máy cho đến khi xóa, và người trả tiền điện thoại có thể thấy.',
      en: 'The telephone company knows which number wrote to 111, and when. The message stays in the phone until it is deleted, and whoever pays the bill may see it.',
    },
    source: 'Traffic data that telephone companies keep; what a bill shows differs between them',
    verified: false,
  },
  {
    id: 'telephone',
    channels: ['telephone'],
    name: { vi: 'Gọi điện', en: 'Telephone' },
    keeps: {
      vi: 'Nhà mạng biết số nào đã gọi 111, lúc nào và bao lâu. Cuộc gọi còn trong nhật ký của máy cho đến khi em xóa.',
      en: 'The telephone company knows which number called 111, when, and for how long. The call stays in the phone’s list until you delete it.',
    },
    source: 'Traffic data that telephone companies keep; the call list of a telephone',
    verified: false,
  },
];
