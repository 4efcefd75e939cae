/** Age labels of games, films and applications. */
import { law } from '../source.ts';
import { type CodeOf, listOf } from '../term.ts';

type MinAge = { readonly minAge: number };

export const gameLabel = listOf<MinAge>()({
  name: 'game_label',
  title: { vi: 'Phân loại trò chơi theo độ tuổi', en: 'Game age label' },
  source: `${law.decree147}, art. 38`,
  verified: true,
  terms: {
    '00+': { vi: 'Mọi lứa tuổi (00+)', en: 'All ages (00+)', minAge: 0 },
    '12+': { vi: 'Từ 12 tuổi (12+)', en: '12 and over (12+)', minAge: 12 },
    '16+': { vi: 'Từ 16 tuổi (16+)', en: '16 and over (16+)', minAge: 16 },
    '18+': { vi: 'Từ 18 tuổi (18+)', en: '18 and over (18+)', minAge: 18 },
  },
});
export type GameLabel = CodeOf<typeof gameLabel>;

export const filmLabel = listOf<{ readonly minAge: number | null; readonly withGuardian: boolean }>()({
  name: 'film_label',
  title: { vi: 'Phân loại phim', en: 'Film rating' },
  source: 'Law on Cinema 05/2022/QH15, art. 32 (to be checked)',
  verified: false,
  terms: {
    P: {
      vi: 'P: phổ biến đến người xem ở mọi độ tuổi',
      en: 'P: for viewers of all ages',
      minAge: 0,
      withGuardian: false,
    },
    K: {
      vi: 'K: dưới 13 tuổi xem cùng cha, mẹ hoặc người giám hộ',
      en: 'K: under 13 with a parent or guardian',
      minAge: 0,
      withGuardian: true,
    },
    T13: { vi: 'T13 (13+): từ đủ 13 tuổi', en: 'T13 (13+): 13 and over', minAge: 13, withGuardian: false },
    T16: { vi: 'T16 (16+): từ đủ 16 tuổi', en: 'T16 (16+): 16 and over', minAge: 16, withGuardian: false },
    T18: { vi: 'T18 (18+): từ đủ 18 tuổi', en: 'T18 (18+): 18 and over', minAge: 18, withGuardian: false },
    C: { vi: 'C: không được phép phổ biến', en: 'C: not permitted', minAge: null, withGuardian: false },
  },
});
export type FilmLabel = CodeOf<typeof filmLabel>;

export const appAge = listOf<MinAge>()({
  name: 'app_age',
  title: { vi: 'Độ tuổi của ứng dụng', en: 'Application age label' },
  source: 'age classes of application stores; set ours',
  verified: false,
  terms: {
    '3+': { vi: 'Từ 3 tuổi', en: '3 and over', minAge: 3 },
    '6+': { vi: 'Từ 6 tuổi', en: '6 and over', minAge: 6 },
    '9+': { vi: 'Từ 9 tuổi', en: '9 and over', minAge: 9 },
    '12+': { vi: 'Từ 12 tuổi', en: '12 and over', minAge: 12 },
    '16+': { vi: 'Từ 16 tuổi', en: '16 and over', minAge: 16 },
  },
});
export type AppAge = CodeOf<typeof appAge>;
