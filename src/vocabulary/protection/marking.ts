/** How far a record may travel. */
import { ours } from '../source.ts';
import { type CodeOf, listOf } from '../term.ts';

export const marking = listOf<{ readonly rank: number }>()({
  name: 'marking',
  title: { vi: 'Mức độ lưu hành', en: 'Handling marking' },
  source: ours,
  verified: false,
  terms: {
    PUBLIC: { vi: 'Công khai', en: 'Public', rank: 0 },
    INTERNAL: { vi: 'Nội bộ', en: 'Internal', rank: 1 },
    RESTRICTED: { vi: 'Hạn chế', en: 'Restricted', rank: 2 },
    CASE: { vi: 'Hồ sơ trẻ em', en: 'Case file', rank: 3 },
    EVIDENCE: { vi: 'Chứng cứ', en: 'Evidence', rank: 4 },
  },
});
export type Marking = CodeOf<typeof marking>;
