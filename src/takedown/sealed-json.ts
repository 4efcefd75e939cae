import { jsonColumns } from '../kernel/index.ts';

/** Columns `sealed` of this module that hold JSON, wrapped by the vault. */
const sealed = jsonColumns(
  'takedown',
  [
    'item',
    'arrival',
    'item_sibling',
    'addressee_contact',
    'order_event',
    'order_document',
    'look_place',
    'alert_part',
    'machine_report',
    'machine_report_part',
    'item_appeal',
  ],
  ['addressee_contact', 'order_event', 'look_place', 'machine_report', 'machine_report_part'],
);
export const jsonSealed = sealed.columns;
export const sealJson = sealed.seal;
export const openJson = sealed.open;
