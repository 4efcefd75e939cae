import { always, any, definePolicy } from '../../kernel/index.ts';
import { administrators, platform, supervisors } from '../policies.ts';

const keepers = any(administrators, supervisors);

/** Templates are written and approved by those who answer for an agency's channels; by two of them. */
export const templatePolicy = definePolicy({
  resource: 'message-template',
  table: 'channels.message_template',
  columns: { agency: 'text' },
  visible: any(platform, keepers),
  insertable: keepers,
  updatable: keepers,
  actions: { 'message-template.list': always, 'message-template.keep': keepers },
});
