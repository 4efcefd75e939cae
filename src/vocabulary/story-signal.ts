import { ours } from './source.ts';
import { type CodeOf, defineList } from './term.ts';

/** What words in a story may be about, whatever boxes were ticked. A machine saw words; no person has judged them. */
export const storySignal = defineList({
  name: 'story_signal',
  title: { vi: 'Lời kể có chữ về', en: 'The story has words about' },
  source: ours,
  verified: false,
  terms: {
    SELF_HARM: { vi: 'tự làm hại mình, không muốn sống', en: 'self-harm or not wanting to live' },
    EXTORTION: { vi: 'dọa tung ảnh, tống tiền', en: 'threats with pictures or extortion' },
  },
});
export type StorySignal = CodeOf<typeof storySignal>;

interface Phrase {
  readonly signal: StorySignal;
  /**
   * Words in their order. `a|b` is either word; `*` leaves room for up to five words of any kind. Written with diacritics,
   * a phrase is also found in a story that was typed without any.
   */
  readonly words: string;
  /** Found with its diacritics alone: without them it also means something else ("tự tử" and "từ từ"). */
  readonly marked?: true;
  readonly source: string;
  readonly verified: boolean;
}

const written = (signal: StorySignal, source: string, words: readonly string[], marked?: true): Phrase[] =>
  words.map((one) => ({ signal, words: one, source, verified: false, ...(marked && { marked }) }));

/** Everyday words; to be read by two counsellors of 111 and by a person who works with young people who self-harm. */
const source = `${ours}; everyday Vietnamese, not yet read by counsellors`;

/** The phrases that a story is read for. A person may have used them in another sense: what follows is an offer, never a decision. */
export const storyPhrases: readonly Phrase[] = [
  ...written('SELF_HARM', source, [
    'không|chẳng|chả|hết|đâu|hổng muốn|thiết sống',
    'không|chẳng|chả còn muốn sống',
    'không muốn sống',
    'chán sống',
    'muốn|ước|thà chết',
    'chỉ muốn * chết',
    'muốn * chết đi|luôn|cho|quách',
    'chết đi cho xong',
    'chết quách',
    'chết cho rồi',
    'muốn biến mất',
    'không|chẳng|chả đáng sống',
    'sống làm|để làm gì',
    'không|chẳng|chả còn lý|lí do * sống',
    'muốn|định|sẽ|nghĩ|từng|đã tự tử',
    'muốn|định|sẽ|nghĩ * tự tử',
    'tự sát',
    'tự vẫn',
    'tự kết liễu',
    'kết liễu|thúc * cuộc đời|sống',
    'rạch|cứa|cắt tay',
    'làm đau|hại bản thân',
    'làm đau|hại chính mình|em|bạn',
    'tự làm đau|hại',
    'muốn|đang làm đau mình',
    'tự hành hạ',
    'nhảy lầu|cầu|sông',
    'uống * thuốc ngủ|sâu|độc|chuột',
    'treo cổ',
    'giã từ|biệt cuộc sống|đời',
    'want|wanna * die',
    'not|don’t want to live',
    'not|don’t want to be alive',
    'kill|killing myself|himself|herself|themselves',
    'suicide|suicidal',
    'cut|cutting|hurt|hurting|harm myself|himself|herself',
    'end my life',
  ]),
  ...written('SELF_HARM', source, ['tự tử'], true),
  ...written('EXTORTION', source, [
    'tống tiền',
    'dọa * ảnh|hình|clip|video|nude',
    'dọa * tung|đăng|phát|gửi|up',
    'tung|phát|up|leak * ảnh|hình|clip|video',
    'đăng * ảnh|hình|clip|video * lên * nếu',
    'đòi|bắt|ép|cầu * gửi|chuyển|nạp|trả|nộp * tiền|khoản|thẻ|đồng|triệu|trăm|nghìn',
    'đòi * tiền|triệu',
    'bắt|ép|đòi * gửi|chụp|quay * ảnh|hình|clip|video|nude',
    'không|chẳng gửi|trả|chuyển * thì * tung|đăng|gửi|phát|cho',
    'blackmail|blackmailing|blackmailed|sextortion',
    'threaten|threatens|threatening|threatened|says|said|will * leak|post|share|send * photo|photos|picture|pictures|pics|video|videos|nudes',
    'send|pay * money|card|cards * or * post|share|leak|send',
  ]),
];

/** How the young write in chat; each stands for the word of the phrases. */
export const chatSpellings: Readonly<Record<string, string>> = {
  k: 'không',
  ko: 'không',
  kg: 'không',
  kh: 'không',
  hk: 'không',
  hok: 'không',
  hông: 'không',
  hong: 'không',
  hem: 'không',
  khum: 'không',
  mún: 'muốn',
  mun: 'muốn',
  chít: 'chết',
  chik: 'chết',
  chet: 'chết',
  ch3t: 'chết',
  vid: 'video',
  pic: 'ảnh',
  ck: 'chuyển',
  tr: 'triệu',
  hjh: 'hình',
};
