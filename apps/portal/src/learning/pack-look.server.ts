import type { PackLook } from '../../../../src/learning/index.ts';
import { showWritten } from '../../../shared/written-date.ts';
import { paints } from './picture-style.server.ts';

/** What the portal lays down for packs. */
export const packLook = (host: string): PackLook => ({
  host,
  style: `.art{display:block;width:100%;height:auto}${paints.whole}`,
  showDate: showWritten,
});
