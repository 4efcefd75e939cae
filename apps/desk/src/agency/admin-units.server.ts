import { adminUnit, provincesAt } from '../../../../src/vocabulary/index.ts';
import { localName } from '../server/codes.server.ts';

/** The name of a province or commune of today; a code that is gone shows as it is. */
export function unitName(code: string): string {
  const unit = adminUnit(code);
  if (!unit) return code;
  return localName(unit);
}

/** A unit as the option of a field. */
export function unitOption(unit: { readonly code: string; readonly nameVi: string; readonly nameEn: string }) {
  return { value: unit.code, label: localName(unit) };
}

/** The provinces of today as the options of a field. */
export const provinceChoices = () => provincesAt().map(unitOption);
