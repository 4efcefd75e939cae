import { type NormalisedText, normalise, rawRange } from '../../text/index.ts';
import { dutyNumber } from '../../vocabulary/index.ts';
import { phrase } from '../phrases.ts';
import { type OutgoingReason, officialAddress } from './outgoing-reason.ts';
import { type PlainText, plainText } from './plain-text.ts';
import { findNumbers } from './spoken-digits.ts';

/** A part of a helper's line that is not sent to a child, as a range of the line in UTF-16 code units, and why. */
export interface OutgoingFinding {
  readonly reason: OutgoingReason;
  readonly from: number;
  readonly to: number;
}

interface Found {
  readonly reason: OutgoingReason;
  /** Range of the normalised text. */
  readonly from: number;
  readonly to: number;
}

/** How the helper speaks of themselves. Not the teacher, the officer or whoever the story is about. */
const HELPER =
  '(?:cô|chú|bác|chị|anh|mình|tôi|tớ|thầy)(?! (?:giáo|chủ nhiệm|hiệu|ấy|ta|đó|kia|này|nào|họ|công an|cán bộ|bảo vệ|tâm lý|tư vấn|chú|hàng xóm|của em|em ruột|trai|gái|hai|ba|tổng phụ trách)(?![\\p{L}]))';
const CHILD = '(?:em|con|cháu|bạn|mày|nhóc|bé)';
const WILL =
  '(?:(?:sẽ|muốn|có thể|đến|tới|qua|ra|được|rất|đang|có|ghé|chạy|vào|mai|tối|chiều|về|lên|xuống|thử|hay là|hay|định|cũng|luôn|trực tiếp|đi|tự) ){0,4}';
const NETWORK =
  '(?:zalo|facebook|phây|face|messenger|mess|instagram|insta|ig|telegram|tele|tiktok|viber|whatsapp|discord|skype|snapchat|snap|line|locket|threads|wechat)';

const MEETINGS = [
  `${HELPER} ${WILL}(?:gặp|đón|thăm) (?:riêng )?${CHILD}(?! nào)`,
  `(?:mình|chúng ta|chúng mình|hai chị em|hai anh em|hai cô cháu|hai chú cháu|hai đứa|anh em mình|chị em mình|cô cháu mình|chú cháu mình) ${WILL}(?:gặp|hẹn|đi chơi|đi ăn|đi cà phê|cà phê|trà sữa)(?: (?:nhau|riêng|nhé|nha))?(?! lại)`,
  `hẹn (?:gặp )?(?:riêng )?${CHILD} (?:[\\p{L}\\d]+ ){0,4}(?:trước|ngoài|cổng|ở{1,2}|tại|ra|đến|tới)(?! (?:đây|trang|khung|cuộc))`,
  `${CHILD} ${WILL}(?:gặp|thăm|nhà) ${HELPER}`,
  `${CHILD} ${WILL}(?:đi chơi|đi ăn|đi cà phê|đi uống nước|đi xem phim) (?:với|cùng) ${HELPER}`,
  `(?:cho|để) ${HELPER} ${WILL}gặp(?: riêng)? ${CHILD}`,
  `(?:mình|ta|hai đứa)?(?: )?gặp nhau (?:ở{1,2}|tại|lúc|ngoài|nhé|nha|đi|riêng|trực tiếp)`,
  `${HELPER} ${WILL}(?:nhà|trường|chỗ|cổng trường) (?:của )?${CHILD}(?: (?:nhé|nha|chơi|thăm))?`,
  `để ${HELPER} ${WILL}(?:đón|rước)`,
  `(?:ghé|đến|tới|ra|qua|lên|xuống|vào) (?:\\p{L}+ ){0,3}gặp ${HELPER}`,
  `(?:nói chuyện|trò chuyện|tâm sự|gặp|gặp mặt) (?:mặt )?(?:trực tiếp|ngoài đời|ở{1,2} ngoài)(?= (?:nha|nhé|đi|em|không|được|với))`,
  `${HELPER} ${WILL}(?:(?:chở|rước) ${CHILD}|(?:dẫn|đưa) ${CHILD} (?:đi|về|đến|tới))`,
  '(?:meet me|meet you|meet up|see you (?:outside|at|in person)|come to my)',
].map(phrase);

const OWN_CHANNELS = [
  `(?:kết bạn|theo dõi|follow|ad{1,2}|thêm|inbox|nhắn tin|nhắn|gọi|gọi điện|liên lạc|liên hệ|tìm|kiếm|chat)(?: riêng)? (?:cho |với |tới |đến )?(?:tài khoản |nick )?(?:của )?${HELPER} (?:qua|bằng|trên|ở{1,2}|vào|tại) (?:số |tài khoản |nick )?(?:${NETWORK}|riêng|này|cá nhân)`,
  `(?:kết bạn|ad{1,2} friend|ad{1,2}|follow|theo dõi|inbox)(?: riêng)? (?:với |cho |tài khoản |nick |facebook |zalo |trang )*(?:của )?${HELPER}`,
  `${HELPER} ${WILL}(?:kết bạn|ad{1,2}|inbox|follow|theo dõi|nhắn tin riêng|nhắn riêng)(?: (?:với|cho|riêng|nick|facebook|zalo|của)){0,3} ${CHILD}`,
  `(?:nhắn tin|nhắn|gọi|gọi điện|nói chuyện|chat|trao đổi|liên lạc|tâm sự|kể|gửi)(?: (?:riêng|tiếp|thêm|cho|với|video|call|cô|chú|chị|anh|mình|tôi|nhau|em)){0,5} (?:qua|bằng|trên|ở{1,2}|sang|bên) (?:bên )?${NETWORK}(?! (?:của|với) (?:người|bạn|họ|nó|anh ta|kẻ))(?= (?:nhé|nha|đi|cho|của (?:cô|chú|chị|anh|mình|tôi)|riêng|với (?:cô|chú|chị|anh|mình|tôi)|thì|cũng)|[.!,?]|$)`,
  `(?:số |số điện thoại |nick |tài khoản |trang )?(?:${NETWORK}|số điện thoại|số riêng|số di động|email|nick)(?: (?:riêng|cá nhân))? (?:của )?${HELPER}(?: (?:là|đây|nè|này)|:|$)`,
  `(?:số|nick|tài khoản|email|facebook|zalo)(?: (?:điện thoại|di động))? (?:riêng|cá nhân) của ${HELPER}`,
  `(?:cho|gửi) ${HELPER} (?:xin )?(?:số |nick |tài khoản |tên |link )?${NETWORK}(?: (?:của )?${CHILD})?(?! (?:của )?(?:người|họ|nó|anh ta|kẻ))`,
  `${HELPER} (?:sẽ )?(?:cho|gửi|nhắn) ${CHILD} (?:số|zalo|facebook|nick|tài khoản|email|sđt) (?:điện thoại )?(?:của )?${HELPER}`,
  `(?<!(?:đừng|không cần|không phải|không nên|khỏi) )(?:cho|gửi|chụp)(?: cho)? ${HELPER} (?:xin |xem |coi )?(?:một |tấm |cái |vài )*(?:ảnh|hình)(?: (?:mặt|chân dung))?(?: (?:của )?${CHILD})?`,
  `(?<!(?:đừng|không cần|không phải|không nên|khỏi) )(?:gửi|cho|chụp) (?:\\p{L}+ ){0,2}(?<!màn )(?:ảnh|hình) (?:\\p{L}+ ){0,3}cho ${HELPER}`,
  `thêm ${HELPER} (?:vào|làm) (?:danh sách )?bạn`,
  `(?:qua|vào|lên|sang) ${NETWORK} (?:nói chuyện |chat |chơi )?(?:với|cùng) ${HELPER}`,
  'xin số (?:\\p{L}+ ){0,4}riêng',
  `xin (?:số |nick |tài khoản |link |tên )?(?:in4|info|nick|face|fb|${NETWORK})(?: (?:của )?${CHILD})`,
  `(?:vào|vô|tham gia) (?:nhóm|group|box|hội)(?: (?:chat|kín|riêng|${NETWORK})){0,3} (?:của |do )${HELPER}`,
  `${NETWORK} [^.!?]{1,40} ${CHILD} (?:tìm|kiếm|search|kết bạn|ad{1,2})(?: thử)? (?:nha|nhé|đi|nghen)`,
  `(?:nhắn tin|inbox|pm|dm) ${HELPER} (?:nha|nhé|đi|nghen)`,
  `(?:theo dõi|follow|like|thích|đăng ký) (?:page|trang|kênh|nick|tài khoản|fanpage|${NETWORK}) (?:riêng )?(?:của )?${HELPER}`,
  '(?:ad{1,2} me|dm me|text me|call me on|message me on|my (?:zalo|facebook|instagram|telegram|number|phone))',
].map(phrase);

const SECRECIES = [
  `${HELPER} (?:xin |sẽ |thề |cam đoan )*(?:hứa |hứa là |hứa sẽ |hứa với ${CHILD} (?:là )?|bảo đảm |đảm bảo )?(?:sẽ |là )*(?:không|chẳng|chả) (?:bao giờ )?(?:nói|kể|tiết lộ|để lộ|báo|cho|mách|méc|hở{1,2}|hé|khai)(?: (?:chuyện này|lại|ra|chuyện|của em|điều này|việc này))*(?: (?:với|cho))? (?:bất kỳ|bất cứ )?(?:ai|người nào|bất kỳ ai|bất cứ ai|bố mẹ|ba mẹ|người khác|công an)`,
  `${HELPER} (?:xin |sẽ |luôn |thề )*(?:hứa |hứa là |hứa sẽ |bảo đảm |đảm bảo )?(?:sẽ )?giữ (?:kín |bí mật |tuyệt đối )*(?:bí mật|kín)(?: (?:tuyệt đối|cho ${CHILD}|chuyện này|mọi chuyện|hết))`,
  `${HELPER} (?:xin |sẽ )*hứa (?:với ${CHILD} )?(?:là )?(?:sẽ )?(?:giữ )(?:bí mật|kín)`,
  '(?:bí mật|chuyện riêng)(?: (?:nhỏ|riêng|thôi))* (?:của |giữa )(?:hai chị em|hai anh em|hai cô cháu|hai chú cháu|hai đứa|chúng mình|chúng ta|tụi mình|chị em mình|anh em mình|cô cháu mình|hai người|mình)',
  `(?:chỉ|chỉ có) (?:hai chị em|hai anh em|hai cô cháu|hai chú cháu|hai đứa|chúng mình|chúng ta|em và chị|em và cô|em và anh|em và chú|cô và em|chị và em|anh và em|chú và em)(?: (?:mình|thôi))* (?:được )?biết`,
  '(?:hai chị em|hai anh em|hai cô cháu|hai chú cháu|hai đứa|chúng mình|chị em mình|anh em mình|cô cháu mình|chú cháu mình|tụi mình|mình) (?:với nhau )?biết (?:thôi|với nhau)',
  'sẽ không (?:có )?(?:một )?(?:ai|người nào)(?: (?:khác|trên đời|cả))? biết(?: (?:chuyện|điều|việc))?',
  `(?:đừng|không được|khỏi|cấm) (?:nói|kể|mách|cho)(?: (?:chuyện này|lại|ra|điều này|việc này))*(?: (?:với|cho))? (?:ai|người khác|người lớn|bố|mẹ|ba|má|thầy|cô giáo|công an|gia đình|bất kỳ ai|bất cứ ai)(?: (?:biết|nghe|nhé|nha|mẹ|cô))*`,
  `(?:em|con|cháu|bạn) (?:hãy |nhớ |phải |cứ )*(?:giấu|giữ bí mật|giữ kín)(?: (?:với|chuyện này|cuộc này|nhé|nha|đừng))+`,
  '(?:xóa|xoá) (?:hết |luôn |ngay )*(?:tin nhắn|đoạn chat|cuộc trò chuyện|lịch sử)(?: (?:này|với (?:cô|chú|chị|anh|mình)|của (?:mình|chúng ta)))',
  `${HELPER} (?:sẽ )?không để (?:cho )?(?:ai|người khác|người nào) (?:biết|hay|thấy|nghe)`,
  'không (?:một )?ai (?:hay|biết) (?:đâu|hết)',
  `${HELPER} kín (?:miệng|tiếng)`,
  '(?:our (?:little )?secret|keep (?:this|it) (?:a )?secret|i (?:will|wont|won t|will not) (?:never )?tell (?:anyone|anybody|no one)|i promise not to tell|do not tell (?:anyone|your)|don t tell (?:anyone|your)|dont tell (?:anyone|your)|nobody will (?:ever )?know)',
].map(phrase);

/** Before a promise: what turns it into an honest limit, or into the words of somebody else. */
const NOT_A_PROMISE = phrase(
  '(?:không|chưa|chẳng|khó|sao)(?: (?:thể|dám|được|nên|phải|muốn))*(?: (?:hứa|giữ|bảo đảm|đảm bảo))|(?:cannot|can.?t|can not|not|never) (?:promise|keep)(?: to keep)?',
);
const SOMEBODY_ELSE = phrase(
  '(?:người đó|người ấy|người ta|người lạ|họ|nó|hắn|kẻ đó|kẻ|ai đó|có ai|anh ta|anh ấy|cô ta|bạn ấy|bạn đó|ông ấy|bà ấy|ai)(?: (?:có|đã|từng|hay|còn|vẫn|thường|lại|cứ))*(?: (?:dặn|bảo|dọa|doạ|nói|bắt|ép|yêu cầu|hứa|rủ|đòi|xin|kêu|nhắn|muốn|hẹn))(?: (?:với|là|rằng|phải|cho))*(?: (?:em|con|cháu|bạn))?(?: (?:là|rằng|phải|ra))*',
);
/** Code units before a finding in which those are looked for. */
const BEFORE = 60;

const LINKS: readonly RegExp[] = [
  /\bhttps?\s{0,2}:\s{0,2}\/\/\s{0,2}\S{1,200}/g,
  /\bwww\s{0,2}\.\s{0,2}\S{1,200}/g,
  /\b(?:t|m|zalo|wa|fb|line|msng|ig|discord|linktr|bit|goo|tinyurl|youtu|chat|snap)\s{0,2}\.\s{0,2}(?:me|gg|ee|ly|gl|com|be|link|app|vn)\s{0,2}\/?\S{0,200}/g,
  /\b[a-z0-9][a-z0-9-]{1,62}(?:\s{0,2}\.\s{0,2}[a-z0-9-]{2,62}){0,3}\s{0,2}\.\s{0,2}(?:com|net|org|info|vn|site|online|shop|xyz|club|icu|top)\b(?:\/\S{0,200})?/g,
  /\b[a-z0-9][a-z0-9-]{1,62}\.(?:me|io|co|tv|app|link|gg|ly|to|cc)\/\S{0,200}/g,
  /\b[a-z0-9-]{2,62}[ ,]{1,3}[([]?(?:cham|dot)[)\]]?[ ,]{1,3}(?:com|vn|net|org|me|info)\b/g,
  /\b[a-z0-9-]{2,62} ?[([{]\.[)\]}] ?(?:com|vn|net|org|me|info)\b/g,
];
const EMAILS: readonly RegExp[] = [
  /[a-z0-9][\w.+-]{0,63}(?:@|\s{1,2}@\s{1,2})[a-z0-9-]{1,63}(?:\s{0,2}\.\s{0,2}[a-z0-9-]{1,63}){1,4}/g,
  /\b[a-z0-9][\w.+-]{1,63} ?[([]?(?:a cong|a moc|a vong|at|@)[)\]]? ?(?:gmail|yahoo|hotmail|outlook|icloud|email|mail)\b(?:(?: ?\. ?| cham | dot )(?:com|vn)){0,2}/g,
  /\b(?:gmail|e-?mail|mail|thu dien tu)(?: (?:cua|co|chu|chi|anh|minh|toi|rieng)){0,3}(?: la|:| :) ?[a-z0-9][\w.+-]{2,63}/g,
];
const HANDLES: readonly RegExp[] = [
  /(?<![\w@.])@[a-z][\w.]{2,40}/g,
  /\b(?:facebook|fb|face|zalo|instagram|insta|ig|tiktok|telegram|tele|discord|viber|skype|snapchat|locket|roblox|free fire)(?: (?:cua|co|chu|chi|anh|minh|toi|ten|nick|id)){0,4} ?(?: la(?! (?:gi|noi|mot|ai|mang|cho|cai|chuyen|rat|trang|ung|do|ngu|khong|qua|nguoi|ban|em))|:|@|=) ?@?[a-z0-9][\w.]{2,40}/g,
  /\b(?:nick|acc|account|user|username|tai khoan)(?: (?:cua|facebook|zalo|instagram|tiktok|telegram)){0,2} (?:co|chu|chi|anh|minh|toi)(?: (?:ten|id))? ?(?:la|:) ?@?[a-z0-9][\w.]{2,40}/g,
];

/** Digits with which a number in Viet Nam can be dialled: nine or more, with or without the 0 or 84 before them. */
const DIALLED = /(?:0|84|0084)?(?:[35789]\d{8}|2\d{8,9})|1[89]00\d{4,6}|(?:084|0|84)\d{8,10}/;
const AMOUNT = /^ ?(?:dong|vnd|nghin|ngan|trieu|ty|usd|₫|d)\b/;

/**
 * What a helper may not send to a child, in the order of the line, without overlap: a number, an address, a name by which to reach
 * somebody outside the house, an invitation to meet or to talk elsewhere, a promise of secrecy. `before` are the helper's last lines in
 * the same contact: a number that is spread over several lines is found in the last of them. Numbers of the State (vocabulary) and
 * official websites pass. An empty answer means that the line may be sent.
 */
export function guardOutgoing(line: string, before: readonly string[] = []): readonly OutgoingFinding[] {
  const earlier = before.length === 0 ? '' : `${before.join('\n').slice(-MOST_EARLIER)}\n`;
  const n = normalise(earlier + line);
  const found: OutgoingFinding[] = [];
  const take = (reason: OutgoingReason, from: number, to: number) => {
    const begin = Math.max(0, from - earlier.length);
    const end = to - earlier.length;
    if (end > begin && !found.some((one) => one.from < end && begin < one.to))
      found.push({ reason, from: begin, to: end });
  };
  if (n.truncated || n.notes.includes('TRUNCATED') || n.notes.includes('LONG_RUN'))
    take('UNREADABLE', earlier.length, earlier.length + line.length);
  // The text layer reads signs and digits inside words as letters, which addresses and numbers are not: those are read twice.
  for (const read of [plainText(n.raw), n])
    for (const one of [...addresses(read.stripped), ...numbers(read.stripped)]) {
      const { from, to } = rangeOf(read, one);
      take(one.reason, from, to);
    }
  // Whole, for what is spread over lines, and line by line, since the words of the next line are not the end of a sentence.
  for (const one of [...invitations(n.text), ...lines(n).flatMap(({ text, at }) => [...invitations(text, at)])]) {
    const { from, to } = rangeOf(n, one);
    take(one.reason, from, to);
  }
  return found.sort((a, b) => a.from - b.from);
}

const rangeOf = (read: NormalisedText | PlainText, { from, to }: Found) =>
  'text' in read ? rawRange(read, from, to) : { from: read.origins[from] as number, to: read.ends[to - 1] as number };

/** Code units of earlier lines that are looked at. */
const MOST_EARLIER = 500;

function* addresses(stripped: string): Generator<Found> {
  for (const pattern of EMAILS) yield* matches('EMAIL', pattern, stripped);
  for (const pattern of LINKS)
    for (const found of matches('LINK', pattern, stripped))
      if (!isOfficial(stripped.slice(found.from, found.to))) yield found;
  for (const pattern of HANDLES) yield* matches('HANDLE', pattern, stripped);
}

function* matches(reason: OutgoingReason, pattern: RegExp, text: string): Generator<Found> {
  // Nearly always nothing is found, and to look for all would make a copy of the pattern first.
  if (text.search(pattern) === -1) return;
  for (const match of text.matchAll(pattern))
    yield { reason, from: match.index, to: match.index + match[0].replace(/[\s.,]+$/, '').length };
}

/** Whether the address is an official website or a page of one; "tongdai111.vn.example.com" is not. */
function isOfficial(address: string): boolean {
  const host = address
    .replaceAll(' ', '')
    .replace(/^https?:\/\//, '')
    .replace(/^www\./, '')
    .replace(/[/?#].*$/, '')
    .replace(/[).,;!]+$/, '');
  return officialAddress.terms.some((term) => term.host === host);
}

function* numbers(stripped: string): Generator<Found> {
  for (const { digits, from, to } of findNumbers(stripped)) {
    if (!DIALLED.test(digits) || AMOUNT.test(stripped.slice(to, to + 12))) continue;
    if (dutyNumber.terms.some((term) => term.number === digits)) continue;
    yield { reason: 'PHONE', from, to };
  }
}

/** `at` is where the text begins in what the ranges are of. */
function* invitations(text: string, at = 0): Generator<Found> {
  for (const pattern of OWN_CHANNELS) yield* moved(spoken('OWN_CHANNEL', pattern, text), at);
  for (const pattern of MEETINGS) yield* moved(spoken('MEETING', pattern, text), at);
  for (const pattern of SECRECIES)
    for (const found of spoken('SECRECY', pattern, text))
      if (!says(NOT_A_PROMISE, sentenceTo(text, found))) yield* moved([found], at);
}

function* moved(found: Iterable<Found>, by: number): Generator<Found> {
  for (const { reason, from, to } of found) yield { reason, from: from + by, to: to + by };
}

/** The normalised text by the lines in which it was written; none where it was one line. */
function lines({ raw, text, offsets }: NormalisedText): readonly { readonly text: string; readonly at: number }[] {
  const ends = [...text.matchAll(/ /g)]
    .map(({ index }) => index)
    .filter((index) => /[\n\r\u2028\u2029]/.test(raw.slice(offsets[index], offsets[index + 1])));
  if (ends.length === 0) return [];
  const begins = [0, ...ends.map((end) => end + 1)];
  return begins.map((at, i) => ({ text: text.slice(at, ends[i]), at }));
}

/** Where the helper speaks, and not somebody of whom the helper asks. */
function* spoken(reason: OutgoingReason, pattern: RegExp, text: string): Generator<Found> {
  for (const found of matches(reason, pattern, text)) if (!says(SOMEBODY_ELSE, sentenceTo(text, found))) yield found;
}

/** The sentence as far as the end of the finding. */
function sentenceTo(text: string, { from, to }: Found): string {
  const before =
    text
      .slice(Math.max(0, from - BEFORE), from)
      .split(/[.!?]/)
      .at(-1) ?? '';
  return before + text.slice(from, to);
}

const says = (pattern: RegExp, text: string): boolean => text.search(pattern) !== -1;
