import { jsonColumns } from '../kernel/index.ts';

/** What people wrote to this module, wrapped by the vault and bound to its row. */
const sealed = jsonColumns(
  'learning',
  ['provider_word', 'product_review', 'fan_comment'],
  ['product_review', 'fan_comment'],
);
export const jsonSealed = sealed.columns;
export const sealJson = sealed.seal;
export const openJson = sealed.open;
