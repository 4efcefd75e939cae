import { actorKind, definePolicy } from '../../kernel/index.ts';

const platform = actorKind('system');

/** How far the content of the network was followed: the platform alone. */
export const followedPolicy = definePolicy({
  resource: 'content-followed',
  table: 'offences.content_followed',
  columns: {},
  visible: platform,
  insertable: platform,
  updatable: platform,
  actions: {},
});
