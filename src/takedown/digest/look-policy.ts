import { actorIs, definePolicy } from '../../kernel/index.ts';

/** Since when somebody has not looked: theirs alone. */
export const contentLookPolicy = definePolicy({
  resource: 'content-look',
  table: 'takedown.content_look',
  columns: { person: 'uuid' },
  visible: actorIs('person', 'person'),
  insertable: actorIs('person', 'person'),
  updatable: actorIs('person', 'person'),
  actions: {},
});
