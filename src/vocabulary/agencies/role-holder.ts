/** Which agencies may hold which role: by a dated function, by kind and level. A role outside these gives nothing. */

import { law, ours } from '../source.ts';
import { type Day, inForce } from '../term.ts';
import type { AgencyFunctionCode, AgencyKind, AgencyLevel } from './agency-code.ts';
import type { Role } from './role.ts';

/** One way in which an agency may hold roles. Whatever is named must be true of the agency on the day. */
export interface RoleHolderRule {
  readonly roles: readonly Role[];
  readonly function?: AgencyFunctionCode;
  readonly kinds?: readonly AgencyKind[];
  readonly levels?: readonly AgencyLevel[];
  readonly validFrom?: Day;
  readonly validTo?: Day;
  readonly source: string;
  readonly verified: boolean;
}

const rule = (
  roles: readonly Role[],
  needs: Pick<RoleHolderRule, 'function' | 'kinds' | 'levels'>,
  source: string = ours,
  verified = false,
): RoleHolderRule => ({ roles, ...needs, source, verified });

export const roleHolderRules: readonly RoleHolderRule[] = [
  rule(
    ['111_agent', '111_counsellor', '111_supervisor'],
    { function: 'RUN_HELPLINE' },
    `${law.decree56}, art. 22-23`,
    true,
  ),
  rule(
    ['commune_child_officer', 'commune_chair'],
    { function: 'OWN_CASE', levels: ['COMMUNE'] },
    `${law.children}, art. 52-53`,
    true,
  ),
  rule(['province_child_officer'], { function: 'SUPERVISE_CASES', levels: ['PROVINCE'] }, `${law.decree56}, art. 29`),
  rule(
    ['ministry_child_officer'],
    { function: 'SUPERVISE_CASES', levels: ['CENTRAL'], kinds: ['MINISTRY', 'DEPARTMENT'] },
    `${law.decree56}, art. 29`,
  ),
  rule(['vncop_coordinator'], { function: 'COORDINATE_VNCOP' }),
  rule(
    ['vncop_member_user'],
    {
      kinds: [
        'MINISTRY',
        'DEPARTMENT',
        'HELPLINE',
        'POLICE',
        'UNION',
        'ASSOCIATION',
        'PLATFORM',
        'ISP',
        'SECURITY_VENDOR',
        'BANK',
        'PAYMENT_SERVICE',
        'NGO',
        'PRESS',
      ],
    },
    law.decision716,
  ),
  rule(['content_analyst', 'hash_db_operator', 'hash_db_approver'], { function: 'RUN_HASH_DB' }),
  rule(['content_verifier'], { function: 'VERIFY_CONTENT' }),
  // The police of a province verify what was given to them.
  rule(['content_verifier'], { kinds: ['POLICE'], levels: ['PROVINCE'] }),
  rule(['police_intake', 'police_investigator'], { kinds: ['POLICE'] }, law.criminalProcedure),
  rule(['takedown_officer'], { function: 'ORDER_TAKEDOWN' }, law.decree147, true),
  rule(['takedown_officer'], { function: 'ORDER_BLOCK' }, law.decree147),
  rule(['platform_contact'], { kinds: ['PLATFORM'] }),
  rule(['isp_contact'], { kinds: ['ISP'] }),
  rule(['listening_analyst', 'listening_reviewer', 'listening_supervisor'], { function: 'RUN_LISTENING' }),
  rule(['facility_worker'], { kinds: ['FACILITY'] }),
  rule(['school_officer'], { kinds: ['SCHOOL'] }),
  rule(['youth_union_moderator'], { function: 'VOICE_OF_CHILD' }, `${law.children}, art. 77`),
  rule(['catalogue_evaluator'], { function: 'EVALUATE_PRODUCT' }),
  rule(['editor'], { function: 'PUBLISH_LEARNING' }, law.decision838),
  rule(['report_author', 'report_approver'], { function: 'REPORT_NATIONAL' }),
  rule(['programme_manager'], { levels: ['CENTRAL', 'PROVINCE', 'COMMUNE'] }),
  // What these see is bounded by the agency whose they are.
  rule(['dpo', 'auditor', 'agency_admin'], { levels: ['CENTRAL', 'PROVINCE', 'COMMUNE', 'PRIVATE'] }),
  rule(['sysadmin'], { levels: ['CENTRAL'], kinds: ['MINISTRY', 'DEPARTMENT', 'POLICE', 'HELPLINE'] }),
];

/** What is asked of an agency: its kind and level, and the functions that it holds on the day. */
export interface RoleHolder {
  readonly kind: string;
  readonly level: string;
  readonly functions: readonly string[];
}

/** Whether people of the agency may hold the role on a day. */
export function mayHoldRole(role: string, agency: RoleHolder, day: Day): boolean {
  return roleHolderRules.some(
    (one) =>
      (one.roles as readonly string[]).includes(role) &&
      inForce(one, day) &&
      (one.function === undefined || agency.functions.includes(one.function)) &&
      (one.kinds === undefined || (one.kinds as readonly string[]).includes(agency.kind)) &&
      (one.levels === undefined || (one.levels as readonly string[]).includes(agency.level)),
  );
}
