import type { NewAccount } from './account-store.ts';

type Given =
  | 'id'
  | 'agency'
  | 'adapter'
  | 'name'
  | 'address'
  | 'settings'
  | 'sealed_secrets'
  | 'sealed_key'
  | 'state'
  | 'is_demonstration';

/** An account of which nothing has been seen yet. @param by who makes it */
export const newAccount = (given: Pick<NewAccount, Given>, by: string, at: Date): NewAccount => ({
  ...given,
  state_reason: null,
  state_since: at,
  service_name: null,
  checked_at: null,
  check_failure: null,
  last_event_at: null,
  last_sent_at: null,
  alive_at: null,
  token_ends_at: null,
  renewed_at: null,
  renew_failure: null,
  malformed: 0,
  seen: 0,
  down_since: null,
  down_by: null,
  down_sentence: null,
  created_by: by,
  created_at: at,
  changed_by: by,
  changed_at: at,
  version: 1,
});
