import { actorKind, definePolicy } from '../../kernel/index.ts';

const platform = actorKind('system');

/** Nobody at a desk reads a class: who holds its key reads it, through the platform's own verbs. */
export const classPolicy = definePolicy({
  resource: 'class',
  table: 'learning.class',
  columns: {},
  visible: platform,
  insertable: platform,
  updatable: platform,
  deletable: platform,
  actions: {},
  followers: ['class_round', 'class_answered', 'class_question'].map((table) => ({
    table: `learning.${table}`,
    column: 'class_id',
  })),
});
