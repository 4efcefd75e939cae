import { actorKind, agencyHas, all, any, definePolicy, holds } from '../kernel/index.ts';

/** Who keeps the texts: a voice belongs to its text, so the text's module says who puts one and when. */
const editors = all(holds('editor'), agencyHas('PUBLISH_LEARNING'));

/** Children hear them through the platform’s own job, as they hear those of the screens. */
export const spokenTextPolicy = definePolicy({
  resource: 'spoken-text',
  table: 'recordings.spoken_text',
  columns: {},
  visible: any(actorKind('system'), editors),
  insertable: editors,
  actions: { 'spoken-text.listen': editors },
});
