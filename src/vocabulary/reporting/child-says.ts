import { ours } from '../source.ts';
import { type CodeOf, defineList } from '../term.ts';

/** How a child feels while telling. A feeling is no statement of danger: a ghost film can frighten a child who is safe. */
export const childFeeling = defineList({
  name: 'child_feeling',
  title: { vi: 'Trẻ cảm thấy', en: 'How the child feels' },
  source: ours,
  verified: false,
  terms: {
    CALM: { vi: 'Bình thường', en: 'All right' },
    WORRIED: { vi: 'Lo hoặc buồn', en: 'Worried or sad' },
    SCARED: { vi: 'Sợ', en: 'Scared' },
  },
});
export type ChildFeeling = CodeOf<typeof childFeeling>;

/** Where it happened, as a child who cannot read yet points at it in pictures. */
export const childPlace = defineList({
  name: 'child_place',
  title: { vi: 'Chuyện ở đâu, theo hình trẻ chọn', en: 'Where, as the child pointed at it' },
  source: ours,
  verified: false,
  terms: {
    VIDEO: { vi: 'Khi xem phim, video', en: 'Watching a film or video' },
    GAME: { vi: 'Khi chơi trò chơi', en: 'Playing a game' },
    MESSAGES: { vi: 'Khi nhắn tin, gọi điện', en: 'In messages or a call' },
    AT_SCHOOL: { vi: 'Ở trường', en: 'At school' },
    AT_HOME: { vi: 'Ở nhà', en: 'At home' },
  },
});
export type ChildPlace = CodeOf<typeof childPlace>;

/** Who made it happen, as a child who cannot read yet points at it in pictures. */
export const childNames = defineList({
  name: 'child_names',
  title: { vi: 'Ai làm trẻ buồn, theo hình trẻ chọn', en: 'Who, as the child pointed at them' },
  source: ours,
  verified: false,
  terms: {
    STRANGER: { vi: 'Người lạ', en: 'A stranger' },
    FRIEND: { vi: 'Bạn bè', en: 'A friend' },
    GROWN_UP: { vi: 'Người lớn trẻ quen', en: 'A grown-up the child knows' },
    NOBODY: { vi: 'Không ai cả', en: 'Nobody' },
  },
});
export type ChildNames = CodeOf<typeof childNames>;
