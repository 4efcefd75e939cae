import { type CodeOf, type Day, defineList } from '../term.ts';

export const holidayKind = defineList({
  name: 'holiday_kind',
  title: { vi: 'Loại ngày nghỉ', en: 'Kind of day' },
  source: 'Labour Code 45/2019/QH14, art. 111-112; yearly notices',
  verified: true,
  terms: {
    holiday: { vi: 'Ngày lễ, Tết', en: 'Public holiday' },
    in_lieu: { vi: 'Nghỉ bù', en: 'Day in lieu' },
    swapped_off: { vi: 'Nghỉ hoán đổi', en: 'Exchanged day off' },
    working_day: { vi: 'Làm bù', en: 'Worked in exchange' },
  },
});

export interface Holiday {
  readonly day: Day;
  readonly kind: CodeOf<typeof holidayKind>;
  readonly vi: string;
  readonly en: string;
  readonly source: string;
  readonly verified: boolean;
}
