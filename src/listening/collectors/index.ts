import { z } from 'zod';
import { facebookSettings } from '../../channels/index.ts';
import type { SafeFetch } from '../../kernel/index.ts';
import type { Collector } from '../posts/public-post.ts';
import { jetstreamCollector, jetstreamSettings } from './bluesky-jetstream.ts';
import { facebookPageCollector, facebookPageSecrets } from './facebook-page.ts';
import { mastodonCollector, mastodonSecrets, mastodonSettings } from './mastodon.ts';
import { rssCollector, rssSettings } from './rss.ts';
import { telegramSecrets, zaloOaSecrets } from './webhooks.ts';
import { youtubeCollector, youtubeSecrets, youtubeSettings } from './youtube.ts';

/** In both languages, as people read it. */
export interface Words {
  readonly vi: string;
  readonly en: string;
}

/** One setting or secret of a kind, as a form shows it. */
export interface SourceField {
  readonly name: string;
  readonly secret: boolean;
  readonly label: Words;
  readonly help: Words;
  /** How it is written: a list's items are divided by commas. */
  readonly input: 'text' | 'address' | 'number' | 'list' | 'choice';
  readonly choices?: readonly { readonly value: string; readonly label: Words }[];
}

/** A kind of source: what it is, what it needs, and how posts come from it. */
export interface SourceKind {
  readonly kind: string;
  readonly title: Words;
  readonly help: Words;
  /** `pull`: looked at by a job; `push`: a partner sends; `webhook`: a network calls. */
  readonly ways: readonly ('pull' | 'push' | 'webhook')[];
  readonly settings: z.ZodType<object>;
  readonly secrets: z.ZodType<object>;
  readonly fields: readonly SourceField[];
}

type FieldText = readonly [label: Words, help: Words, input?: SourceField['input']];
const words = (vi: string, en: string): Words => ({ vi, en });
const fields = (secret: boolean, given: Readonly<Record<string, FieldText>>): SourceField[] =>
  Object.entries(given).map(([name, [label, help, input = 'text']]) => ({ name, secret, label, help, input }));
const nothing = z.strictObject({});

const server = (what: Words): FieldText => [words('Máy chủ', 'Server'), what, 'address'];
const leave = words('Để trống để dùng địa chỉ chính thức.', 'Leave empty for the official address.');

export const sourceKinds: readonly SourceKind[] = [
  {
    kind: 'rss',
    title: words('Bản tin RSS, Atom hoặc JSON Feed', 'RSS, Atom or JSON feed'),
    help: words(
      'Báo, diễn đàn, blog công khai. Chỉ hỏi phần mới; tôn trọng thời gian chờ mà máy chủ yêu cầu.',
      'Public newspapers, forums, blogs. Asks for what is new alone and waits when the server says so.',
    ),
    ways: ['pull'],
    settings: rssSettings,
    secrets: nothing,
    fields: fields(false, {
      address: [
        words('Địa chỉ bản tin', 'Address of the feed'),
        words('Địa chỉ http hoặc https công khai.', 'A public http or https address.'),
        'address',
      ],
    }),
  },
  {
    kind: 'bluesky-jetstream',
    title: words('Bluesky (Jetstream)', 'Bluesky (Jetstream)'),
    help: words(
      'Mọi bài công khai của mạng Bluesky, kể cả bài được sửa và bài bị xóa. Không chọn theo tài khoản.',
      'All public posts of Bluesky, with edits and deletions. Not by account.',
    ),
    ways: ['pull'],
    settings: jetstreamSettings,
    secrets: nothing,
    fields: fields(false, {
      server: server(leave),
      languages: [
        words('Ngôn ngữ', 'Languages'),
        words('Mã hai chữ, cách nhau dấu phẩy; mặc định vi.', 'Two-letter codes, divided by commas; vi where empty.'),
        'list',
      ],
      listenSeconds: [
        words('Số giây mỗi lần nghe', 'Seconds of one look'),
        words('Từ 1 đến 60; mặc định 20.', '1 to 60; 20 where empty.'),
        'number',
      ],
      pictures: [words('Máy chủ ảnh', 'Server of pictures'), leave, 'address'],
    }),
  },
  {
    kind: 'mastodon',
    title: words('Máy chủ Mastodon', 'Mastodon server'),
    help: words(
      'Dòng thời gian công khai của một máy chủ, của riêng máy chủ đó, hoặc theo thẻ.',
      'A server’s public timeline, its local one, or a hashtag.',
    ),
    ways: ['pull'],
    settings: mastodonSettings,
    secrets: mastodonSecrets,
    fields: [
      ...fields(false, {
        server: server(words('Ví dụ https://mastodon.example.', 'As in https://mastodon.example.')),
        tag: [
          words('Thẻ', 'Hashtag'),
          words('Không kèm dấu #. Chỉ cho dòng theo thẻ.', 'Without the sign. For a hashtag’s timeline alone.'),
        ],
        listenSeconds: [
          words('Số giây nghe luồng trực tiếp', 'Seconds of listening to the stream'),
          words('Từ 0 (không nghe) đến 60; mặc định 20.', '0 (never) to 60; 20 where empty.'),
          'number',
        ],
      }),
      {
        name: 'timeline',
        secret: false,
        label: words('Dòng thời gian', 'Timeline'),
        help: words('Mặc định: công khai.', 'Public where empty.'),
        input: 'choice',
        choices: [
          { value: 'public', label: words('Công khai', 'Public') },
          { value: 'local', label: words('Riêng máy chủ này', 'Local') },
          { value: 'hashtag', label: words('Theo thẻ', 'Hashtag') },
        ],
      },
      ...fields(true, {
        token: [
          words('Mã truy cập', 'Access token'),
          words('Chỉ khi máy chủ yêu cầu; chỉ cần quyền đọc.', 'Where the server asks for one; reading is enough.'),
        ],
      }),
    ],
  },
  {
    kind: 'youtube',
    title: words('Bình luận YouTube', 'YouTube comments'),
    help: words(
      'Bình luận công khai trên một kênh hoặc một video, qua YouTube Data API. Ghi kênh hoặc video, không ghi cả hai.',
      'Public comments on one channel or one video, by the YouTube Data API. Name a channel or a video, not both.',
    ),
    ways: ['pull'],
    settings: youtubeSettings,
    secrets: youtubeSecrets,
    fields: [
      ...fields(false, {
        channel: [words('Mã kênh', 'Channel id'), words('Bắt đầu bằng UC.', 'Begins with UC.')],
        video: [
          words('Mã video', 'Video id'),
          words('Phần sau “v=” trong địa chỉ.', 'What follows “v=” in the address.'),
        ],
        callsPerDay: [
          words('Số lần hỏi mỗi ngày', 'Calls a day'),
          words(
            'Mặc định 2.000; cả dự án có 10.000 đơn vị một ngày.',
            '2,000 where empty; the project has 10,000 units a day.',
          ),
          'number',
        ],
        server: server(leave),
      }),
      ...fields(true, {
        key: [
          words('Khóa API', 'API key'),
          words(
            'Tạo ở Google Cloud, chỉ cho YouTube Data API v3.',
            'Made in Google Cloud, for YouTube Data API v3 alone.',
          ),
        ],
      }),
    ],
  },
  {
    kind: 'facebook-page',
    title: words('Trang Facebook của đơn vị', 'The agency’s own Facebook page'),
    help: words(
      'Bình luận công khai trên trang của chính đơn vị: đọc định kỳ, và nhận ngay qua webhook. Tin nhắn riêng không được nghe.',
      'Public comments on the agency’s own page: read now and then, and told at once by the webhook. Private messages are not listened to.',
    ),
    ways: ['pull', 'webhook'],
    settings: facebookSettings,
    secrets: facebookPageSecrets,
    fields: [
      ...fields(false, {
        page: [words('Mã số trang', 'Page id'), words('Chỉ gồm chữ số.', 'Digits alone.')],
        version: [
          words('Phiên bản Graph API', 'Graph API version'),
          words(
            'Mặc định v25.0; mỗi phiên bản chỉ dùng được khoảng hai năm.',
            'v25.0 where empty; each lives about two years.',
          ),
        ],
        server: server(leave),
      }),
      ...fields(true, {
        token: [
          words('Mã truy cập của trang', 'Page access token'),
          words(
            'Của đúng trang này, quyền pages_read_engagement và pages_read_user_content.',
            'Of this page, with pages_read_engagement and pages_read_user_content.',
          ),
        ],
        appSecret: [
          words('Khóa bí mật của ứng dụng', 'App secret'),
          words('Cần cho webhook; nên có cả khi chỉ đọc.', 'Needed for the webhook, and better for reading too.'),
        ],
        verifyToken: [
          words('Mã xác nhận webhook', 'Verify token of the webhook'),
          words(
            'Tự chọn, ít nhất 8 ký tự; nhập cùng mã ở Meta.',
            'Chosen by you, 8 characters or more; enter the same at Meta.',
          ),
        ],
      }),
    ],
  },
  {
    kind: 'telegram-channel',
    title: words('Kênh Telegram công khai', 'Public Telegram channel'),
    help: words(
      'Bài của kênh công khai mà bot của đơn vị được mời làm quản trị viên. Nhóm, tin nhắn và kênh kín không được nghe.',
      'Posts of a public channel that made the agency’s bot an administrator. Groups, chats and closed channels are not listened to.',
    ),
    ways: ['webhook'],
    settings: nothing,
    secrets: telegramSecrets,
    fields: fields(true, {
      secretToken: [
        words('Mã bí mật của webhook', 'Secret token of the webhook'),
        words('Chính mã đã đưa cho setWebhook.', 'The one that was given to setWebhook.'),
      ],
    }),
  },
  {
    kind: 'zalo-oa',
    title: words('Zalo Official Account', 'Zalo Official Account'),
    help: words(
      'Zalo chỉ chuyển tin nhắn riêng nên không có gì được nghe; nguồn này chỉ kiểm tra chữ ký và đếm.',
      'Zalo passes on private messages alone, so nothing is listened to: the source checks signatures and counts.',
    ),
    ways: ['webhook'],
    settings: nothing,
    secrets: zaloOaSecrets,
    fields: fields(true, {
      signedId: [
        words('Mã ứng dụng', 'App id'),
        words('Mã đứng đầu chuỗi được ký.', 'The id that stands first under the signature.'),
      ],
      oaSecret: [
        words('Khóa bí mật của OA', 'OA secret key'),
        words('Khác với khóa của ứng dụng.', 'Not the app’s key.'),
      ],
    }),
  },
  {
    kind: 'push',
    title: words('Đối tác gửi đến', 'Sent by a partner'),
    help: words(
      'Máy của một đối tác gửi bài công khai qua API, bằng khóa máy có quyền listening.push.',
      'A partner’s machine sends public posts by the API, with a machine key of the scope listening.push.',
    ),
    ways: ['push'],
    settings: nothing,
    secrets: nothing,
    fields: [],
  },
  {
    kind: 'import',
    title: words('Tệp NDJSON', 'NDJSON file'),
    help: words(
      'Nhập ngay trên trang của nguồn, hoặc bằng lệnh lachan import-posts cho tệp lớn. Mỗi dòng một bài.',
      'Taken in on the source’s own page, or by the command lachan import-posts where it is large. One post a line.',
    ),
    ways: ['push'],
    settings: nothing,
    secrets: nothing,
    fields: [],
  },
];

type CollectorOf = (
  settings: Readonly<Record<string, unknown>>,
  secrets: Readonly<Record<string, unknown>>,
  fetch: SafeFetch,
) => Collector;

/** The kinds that are looked at. @throws ZodError where settings or secrets cannot be */
export const collectors: Readonly<Record<string, CollectorOf>> = {
  rss: (settings, _secrets, fetch) => rssCollector(rssSettings.parse(settings), fetch),
  'bluesky-jetstream': (settings, _secrets, fetch) => jetstreamCollector(jetstreamSettings.parse(settings), fetch),
  mastodon: (settings, secrets, fetch) =>
    mastodonCollector(mastodonSettings.parse(settings), mastodonSecrets.parse(secrets), fetch),
  youtube: (settings, secrets, fetch) =>
    youtubeCollector(youtubeSettings.parse(settings), youtubeSecrets.parse(secrets), fetch),
  'facebook-page': (settings, secrets, fetch) =>
    facebookPageCollector(facebookSettings.parse(settings), facebookPageSecrets.parse(secrets), fetch),
};

/** The first setting or secret of a kind that cannot be; `kind` where there is no such kind; undefined where all can. */
export function sourceFault(
  kind: string,
  settings: Readonly<Record<string, unknown>>,
  secrets: Readonly<Record<string, unknown>> | undefined,
): string | undefined {
  const known = sourceKinds.find((one) => one.kind === kind);
  if (!known) return 'kind';
  for (const [schema, given] of [
    [known.settings, settings],
    // Absent: those that were entered before stay.
    ...(secrets === undefined ? [] : [[known.secrets, secrets] as const]),
  ] as const) {
    const read = schema.safeParse(given);
    if (!read.success) return String(read.error.issues[0]?.path[0] ?? 'settings');
  }
  return undefined;
}

/** What a form wrote as settings or secrets: empty fields left out, numbers and lists as such. */
export function fieldsAsWritten(
  kind: string,
  secret: boolean,
  written: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const known = sourceKinds.find((one) => one.kind === kind)?.fields.filter((field) => field.secret === secret) ?? [];
  return Object.fromEntries(
    known.flatMap(({ name, input }): [string, unknown][] => {
      const text = written[name]?.trim() ?? '';
      if (text === '') return [];
      if (input === 'number') return [[name, Number(text)]];
      if (input === 'list')
        return [
          [
            name,
            text
              .split(',')
              .map((item) => item.trim())
              .filter(Boolean),
          ],
        ];
      return [[name, text]];
    }),
  );
}
