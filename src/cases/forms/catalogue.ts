import type { CaseStatus, DecreeForm, Role } from '../../vocabulary/index.ts';
import type { FormDefinition } from './definition.pure.ts';
import { form01 } from './form-01.ts';
import { form02 } from './form-02.ts';
import { form03 } from './form-03.ts';
import { form04 } from './form-04.ts';
import { form05 } from './form-05.ts';
import { form06 } from './form-06.ts';

/** The definitions that the platform starts with; later versions are data (`publishFormDefinition`). */
export const firstDefinitions: readonly FormDefinition[] = [form01, form02, form03, form04, form05, form06];

/** The name of a form's section as the first definition has it; undefined for a section that a later one brought. */
export function sectionName(
  form: DecreeForm,
  section: string,
): { readonly vi: string; readonly en: string } | undefined {
  return firstDefinitions.find(({ code }) => code === form)?.sections.find(({ code }) => code === section);
}

/** At which step each form is filled, and by whom. */
export const formDuty: Readonly<
  Record<DecreeForm, { readonly at: readonly CaseStatus[]; readonly roles: readonly Role[] }>
> = {
  'FORM-01': { at: ['OPEN', 'INITIAL_RISK'], roles: ['commune_child_officer', 'commune_chair'] },
  'FORM-02': { at: ['INITIAL_RISK'], roles: ['commune_child_officer', 'commune_chair'] },
  'FORM-03': { at: ['SPECIFIC_RISK'], roles: ['commune_child_officer'] },
  'FORM-04': { at: ['PLAN_DRAFT'], roles: ['commune_child_officer'] },
  'FORM-05': { at: ['PLAN_SUBMITTED'], roles: ['commune_chair'] },
  'FORM-06': { at: ['REVIEW'], roles: ['commune_child_officer', 'commune_chair'] },
};

/** Forms that belong to one plan cycle; the assessments hold for the whole round. */
export const formsOfCycle: readonly DecreeForm[] = ['FORM-04', 'FORM-05', 'FORM-06'];
