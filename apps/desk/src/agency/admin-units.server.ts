import { adminUnit } from '../../../../src/vocabulary/index.ts';
import { getLocale } from '../paraglide/runtime.js';

/** The name of a province or commune of today; a code that is gone shows as it is. */
export function unitName(code: string): string {
  const unit = adminUnit(code);
  if (!unit) return code;
  return getLocale() === 'vi' ? unit.nameVi : unit.nameEn;
}
