import type { Phrase } from '../language/phrase-finder.ts';
import { ours } from '../source.ts';
import { type CodeOf, readList } from '../term.ts';
import lists from './story-signal.json' with { type: 'json' };

/** What words in a story may be about, whatever boxes were ticked. A machine saw words; no person has judged them. */
export const storySignal = readList(lists.storySignal);
export type StorySignal = CodeOf<typeof storySignal>;

/** A phrase of a story, with where it is from. */
interface StoryPhrase extends Phrase<StorySignal> {
  readonly source: string;
  readonly verified: boolean;
}

/**
 * Everyday words, read twice by the project for what they miss and for what they find by mistake, with and without diacritics
 * (find-story-signals.test.ts has the sentences). To be read by two counsellors of 111 and by a person who works with young
 * people who self-harm.
 */
const source = `${ours}; everyday Vietnamese, not yet read by counsellors`;

const written = (
  code: StorySignal,
  words: readonly string[],
  only: Pick<StoryPhrase, 'marked' | 'notAfter'> = {},
): StoryPhrase[] => words.map((one) => ({ code, words: one, source, verified: false, ...only }));

/** "Scared to death", as it is said of many things. */
const HYPERBOLE = 'sợ|mệt|cười|vui|nóng|lạnh|đói|khát|mắc|tức|ghét|thương|nhớ|ngon|đẹp|hổ|run|ngại|quê|đông|lâu|khó';
const WHO_TELLS = 'em|con|cháu|tôi|tớ|mình';

/** The phrases that a story is read for. A person may have used them in another sense: what follows is an offer, never a decision. */
export const storyPhrases: readonly StoryPhrase[] = [
  ...written('SELF_HARM', ['muốn chết', 'muốn * chết đi|luôn|cho|quách'], { notAfter: HYPERBOLE }),
  ...written('SELF_HARM', [
    'không|chẳng|chả|hết|đâu|hổng muốn|thiết sống',
    'không|chẳng|chả còn muốn sống',
    'không muốn sống',
    'không|chẳng|chả|hết sống nổi',
    'sống không nổi',
    'không thể sống tiếp|nữa',
    'không|chẳng|chả muốn tồn tại',
    'chán sống',
    'ước|thà chết',
    'chỉ muốn * chết',
    'muốn die',
    'chết đi cho xong',
    'chết quách',
    'chết cho rồi',
    'muốn|ước|mong biến mất',
    'ước|giá * biến mất',
    'ước|giá * không|chưa|đừng * sinh ra',
    'không|chẳng|chả đáng sống',
    'sống để làm gì',
    'sống làm gì',
    'không|chẳng|chả còn lý|lí do * sống',
    'không|chẳng muốn thức|tỉnh dậy|lại nữa',
    'ngủ * không * dậy|tỉnh nữa',
    'muốn kết thúc tất|mọi|hết',
    'muốn * giải thoát',
    'ra đi mãi mãi',
    'thư tuyệt mệnh',
    'vĩnh biệt',
    'muốn|định|sẽ|nghĩ|từng|đã tự tử',
    'muốn|định|sẽ|nghĩ * tự tử',
    'tự sát',
    'tự kết liễu',
    'kết liễu|thúc * cuộc đời|sống',
    'rạch|cứa|cắt tay',
    'rạch|cứa|cắt cổ|vào|lên tay',
    'rạch * tay|đùi|chân',
    'đập đầu vào tường',
    'làm đau|hại bản thân',
    'làm đau|hại chính mình|em|bạn',
    'tự làm đau|hại',
    'tự đánh|cào|cấu mình|bản',
    'muốn|đang|hay làm đau mình',
    'tự hành hạ',
    'nhảy lầu|cầu|sông',
    'nhảy từ * tầng|lầu|cầu',
    'nhảy xuống sông|cầu|lầu',
    'uống * thuốc ngủ|sâu|độc|chuột',
    'uống * nắm|vỉ|đống thuốc',
    'thuốc quá liều',
    'treo|thắt cổ',
    'giã từ|biệt cuộc sống|đời',
    'want|wanna * die',
    'not|don’t want to live',
    'not|don’t want to be alive',
    'kill|killing myself|himself|herself|themselves',
    'suicide|suicidal',
    'cut|cutting|hurt|hurting|harm|harming myself|himself|herself',
    'end my life',
    'end it all',
  ]),
  ...written('SELF_HARM', ['tự tử', 'tự vẫn'], { marked: true }),
  ...written('EXTORTION', [
    'tống tiền',
    'tiền chuộc',
    'dọa * ảnh|hình|clip|video|nude',
    'dọa|hăm|hù * tung|đăng|phát|gửi|up',
    'tung ảnh|hình|clip|video|hết|lên',
    'leak * ảnh|hình|clip|video',
    'phát tán * ảnh|hình|clip|video',
    'bảo|nói|kêu|nhắn * sẽ * tung|đăng|gửi|up|post * ảnh|hình|clip|video|lớp|trường|mạng|facebook|face',
    'đăng * ảnh|hình|clip|video * lên * nếu',
    'đòi|bắt|ép * gửi|chuyển|nạp|trả|nộp * tiền|khoản|triệu|nghìn',
    'bắt|ép|đòi * gửi|chụp|quay * ảnh|hình|clip|video|nude',
    'bắt|ép|đòi|dụ * nude',
    'không|chẳng gửi|trả|chuyển * thì * tung|đăng|gửi|phát',
    'không|chẳng gửi|trả|chuyển * thì * cho * biết|xem|thấy',
    'blackmail|blackmailing|blackmailed|sextortion',
    'threaten|threatens|threatening|threatened|says|said|will * leak|post|share|send * photo|photos|picture|pictures|pics|video|videos|nudes',
    'send|pay * money|card|cards * or * post|share|leak|send',
  ]),
  ...written('EXTORTION', ['đòi * tiền|triệu', 'sẽ up|đăng|post|gửi * ảnh|hình|clip|video'], { notAfter: WHO_TELLS }),
  // Without diacritics these are "từng", "cậu", "thế" and the like.
  ...written(
    'EXTORTION',
    [
      'tung * ảnh|hình',
      'đòi|bắt|ép|cầu * gửi|chuyển|nạp|trả|nộp * thẻ|đồng|trăm',
      'yêu cầu * gửi|chuyển|nạp|trả|nộp * tiền|khoản|triệu|nghìn',
    ],
    { marked: true },
  ),
];
