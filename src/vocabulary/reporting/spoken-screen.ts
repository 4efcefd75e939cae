import { ours } from '../source.ts';
import { type CodeOf, listOf } from '../term.ts';

/**
 * The screens that children of 6 to 8 years go through, each with what a recorded human voice says there. A script is spoken to a
 * child who does not read yet: it names what is to be seen and pressed, one thing after the other, in ten to fifteen seconds.
 */
export const spokenScreen = listOf<{ readonly script: string }>()({
  name: 'spoken_screen',
  title: { vi: 'Trang có giọng đọc cho trẻ 6–8 tuổi', en: 'Screens read aloud to children of 6 to 8' },
  source: ours,
  verified: false,
  terms: {
    START: {
      vi: 'Trang mở đầu',
      en: 'The first page',
      script: 'Chào em. Có chuyện làm em sợ, hay làm em buồn, thì em kể cho cô chú nghe nhé. Em bấm vào nút màu xanh.',
    },
    FEELING: {
      vi: 'Em thấy thế nào',
      en: 'How do you feel',
      script:
        'Em đang thấy thế nào? Có ba chú rùa: một chú bình thường, một chú đang lo, đang buồn, một chú đang sợ. Em bấm vào chú rùa giống em nhé.',
    },
    SAFE: {
      vi: 'Có ai làm em đau không',
      en: 'Is somebody hurting you',
      script:
        'Bây giờ có ai đang làm em đau, hay dọa làm em đau không? Không có ai, em bấm tấm khiên xanh. Có, em bấm bàn tay. Em không biết thì bấm dấu hỏi.',
    },
    DANGER: {
      vi: 'Gọi ngay',
      en: 'Call now',
      script:
        'Em gọi ngay số một, một, một. Có cô chú nghe máy, cả ngày lẫn đêm, không mất tiền. Không gọi được thì em lại chỗ một người lớn mà em tin.',
    },
    SETTING: {
      vi: 'Chuyện ở đâu',
      en: 'Where it was',
      script:
        'Chuyện đó ở đâu? Khi em xem phim, khi chơi trò chơi, khi nhắn tin, gọi điện, ở trường, hay ở nhà? Em bấm vào hình nhé. Không nhớ thì bỏ qua cũng được.',
    },
    DOER: {
      vi: 'Ai làm em buồn',
      en: 'Who made you sad',
      script:
        'Ai làm em buồn, hay làm em sợ? Người lạ, bạn, người lớn em quen, hay không ai cả? Em bấm vào hình nhé. Không muốn nói thì bỏ qua cũng được.',
    },
    STORY: {
      vi: 'Kể chuyện',
      en: 'Telling',
      script:
        'Em kể chuyện gì đã xảy ra nhé. Em nói, người lớn ngồi cạnh viết giúp em. Không viết cũng không sao: cô chú đã thấy những hình em chọn rồi.',
    },
    REVIEW: {
      vi: 'Xem lại rồi gửi',
      en: 'Look again and send',
      script:
        'Đây là những hình em đã chọn. Đúng rồi thì em bấm nút Gửi. Muốn đổi hình nào thì em bấm chữ Sửa ở bên cạnh. Một cô hay chú ở tổng đài một, một, một sẽ đọc.',
    },
    THANKS: {
      vi: 'Cảm ơn em đã kể',
      en: 'Thank you for telling',
      script:
        'Cảm ơn em đã kể. Cô chú tin em. Đây không phải lỗi của em đâu. Một cô hay chú sẽ đọc chuyện của em, và tìm cách giúp em.',
    },
    RECEIPT: {
      vi: 'Cất sáu từ',
      en: 'Keeping the six words',
      script:
        'Đây là sáu hình bí mật của em. Em nhờ người lớn mà em tin chép ra giấy, rồi cất thật kỹ. Có sáu hình này, em quay lại xem được cô chú trả lời gì.',
    },
    QUIZ: {
      vi: 'Hỏi lại một từ',
      en: 'Asking for one word',
      script:
        'Em xem tờ giấy vừa chép nhé. Trên màn hình hỏi hình thứ mấy, thì em chọn đúng hình ấy. Quên thì bấm nút Quay lại để xem.',
    },
    DONE: {
      vi: 'Xong rồi',
      en: 'Done',
      script:
        'Xong rồi. Em giỏi lắm. Chuyện của em đã tới chỗ cô chú. Lúc nào thấy sợ, em gọi một, một, một nhé. Cả ngày lẫn đêm đều có cô chú trực.',
    },
  },
});
export type SpokenScreen = CodeOf<typeof spokenScreen>;
