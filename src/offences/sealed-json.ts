import { jsonColumns } from '../kernel/index.ts';

/** What people wrote in this module, wrapped by the vault and bound to its row. */
const sealed = jsonColumns(
  'offences',
  [
    'offence_file',
    'person_of_interest',
    'offence_outcome',
    'offence_request',
    'request_event',
    'identifier',
    'graph_view',
  ],
  ['offence_outcome', 'request_event'],
);
export const jsonSealed = sealed.columns;
export const sealJson = sealed.seal;
export const openJson = sealed.open;
