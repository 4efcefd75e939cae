import { ours } from '../source.ts';
import { type CodeOf, defineList } from '../term.ts';

/** Whose picture or video it is whose hash somebody hands in, to have it taken down. */
export const removalSubject = defineList({
  name: 'removal_subject',
  title: { vi: 'Ảnh, video của ai', en: 'Whose picture or video' },
  source: `${ours}, after the questions of the public take-it-down services`,
  verified: false,
  terms: {
    SELF: { vi: 'Của chính mình', en: 'My own' },
    OWN_CHILD: { vi: 'Của con mình', en: 'My child’s' },
    IN_CARE: { vi: 'Của em nhỏ mình chăm sóc hoặc dạy học', en: 'Of a child I care for or teach' },
    OTHER: { vi: 'Của người khác', en: 'Somebody else’s' },
  },
});
export type RemovalSubject = CodeOf<typeof removalSubject>;
