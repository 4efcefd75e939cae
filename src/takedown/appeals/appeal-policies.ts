import {
  actorKind,
  agencyHas,
  all,
  always,
  any,
  definePolicy,
  excluded,
  holds,
  never,
  not,
} from '../../kernel/index.ts';

const platform = actorKind('system');
const deciders = all(holds('takedown_officer'), any(agencyHas('ORDER_TAKEDOWN'), agencyHas('ORDER_BLOCK')));
const notKeptOut = not(excluded('content-item', 'item_id'));

export const statementPolicy = definePolicy({
  resource: 'statement',
  table: 'takedown.statement',
  columns: { item_id: 'uuid' },
  visible: all(notKeptOut, any(platform, deciders)),
  insertable: platform,
  updatable: never,
  actions: { 'statement.read': always },
});

/** Who answers had no part in what was done: that is asked of the orders, grades and blocks of the item. */
export const itemAppealPolicy = definePolicy({
  resource: 'item-appeal',
  table: 'takedown.item_appeal',
  columns: { item_id: 'uuid' },
  visible: all(notKeptOut, any(platform, deciders)),
  insertable: platform,
  updatable: all(notKeptOut, any(platform, deciders)),
  actions: { 'item-appeal.read': always, 'item-appeal.answer': deciders },
});

export const appealPolicies = [statementPolicy, itemAppealPolicy];
