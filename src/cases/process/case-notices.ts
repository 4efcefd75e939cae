import type { Tx } from '../../kernel/index.ts';
import { postNotice } from '../../members/index.ts';
import { communeRoles, receiverRoles } from '../access/case-policy.ts';
import type { ReferralAct } from '../referrals/referral.ts';
import type { CaseRow, Codes, ReferralRow } from '../tables.ts';

/** The inbox notices of the cases: codes, ids, agencies and numbers; never a word about a child. */

const ofCase = (id: string) => ({ kind: 'case', id }) as const;

/** A case has come to an agency: opened, transferred, or let in. Whoever did it themselves is not told. */
export async function noticeOfOpened(
  tx: Tx,
  to: { readonly agency: string; readonly roles?: readonly string[] },
  row: Pick<CaseRow, 'id' | 'urgency' | 'reporting_agency'>,
): Promise<void> {
  const own = tx.actor.kind === 'person' && tx.actor.agency === to.agency ? tx.actor.assignments : [];
  const roles = (to.roles ?? communeRoles).filter((role) => !own.some((held) => held.role === role));
  if (roles.length === 0) return;
  await postNotice(
    tx,
    { agency: to.agency, roles },
    { kind: 'case.opened', object: ofCase(row.id), facts: { agency: row.reporting_agency, urgency: row.urgency } },
  );
}

/** Cases of an agency whose function has moved have come to the new holder. */
export async function noticeOfMoved(tx: Tx, to: string, from: string, count: number): Promise<void> {
  await postNotice(
    tx,
    { agency: to, roles: communeRoles },
    { kind: 'case.owner-changed', object: null, facts: { agency: from, count } },
  );
}

export async function noticeOfAssigned(tx: Tx, person: string, caseId: string): Promise<void> {
  if (tx.actor.kind === 'person' && tx.actor.person === person) return;
  await postNotice(tx, { person }, { kind: 'case.assigned', object: ofCase(caseId), facts: {} });
}

/** The case was opened to somebody else, for a purpose and a time. */
export async function noticeOfShared(
  tx: Tx,
  to: { readonly person: string } | { readonly agency: string },
  row: Pick<CaseRow, 'id' | 'owner_agency'>,
  purpose: string,
): Promise<void> {
  await postNotice(
    tx,
    'person' in to ? to : { agency: to.agency, roles: [...receiverRoles, 'province_child_officer'] },
    { kind: 'case.shared', object: ofCase(row.id), facts: { agency: row.owner_agency, purpose } },
  );
}

/** The plan waits for the chair, or has come back to its author. */
export async function noticeOfPlan(
  tx: Tx,
  act: 'submit-plan' | 'approve-plan' | 'return-plan',
  row: Pick<CaseRow, 'id' | 'owner_agency'>,
  author: string,
): Promise<void> {
  const kind = { 'submit-plan': 'plan.submitted', 'approve-plan': 'plan.approved', 'return-plan': 'plan.returned' }[
    act
  ];
  await postNotice(
    tx,
    act === 'submit-plan' ? { agency: row.owner_agency, roles: ['commune_chair'] } : { person: author },
    { kind, object: ofCase(row.id), facts: {} },
  );
}

/** A referral has arrived or was taken back; or it was answered, and its maker is told how. */
export async function noticeOfReferral(tx: Tx, row: ReferralRow, act: ReferralAct, codes: Codes): Promise<void> {
  const object = { kind: 'referral', id: row.id };
  if (act === 'send' || act === 'revoke') {
    if (row.to_agency === null || (act === 'revoke' && row.status === 'DRAFT')) return;
    await postNotice(
      tx,
      { agency: row.to_agency, roles: receiverRoles },
      {
        kind: act === 'send' ? 'referral.received' : 'referral.revoked',
        object: act === 'send' ? object : null,
        record: row.case_id,
        facts: { agency: row.from_agency, service: row.purpose },
      },
    );
    return;
  }
  if (tx.actor.kind === 'person' && tx.actor.person === row.made_by) return;
  await postNotice(
    tx,
    { person: row.made_by },
    {
      kind: 'referral.answered',
      object,
      record: row.case_id,
      facts: {
        answer: act,
        service: row.purpose,
        ...(row.to_agency === null ? {} : { agency: row.to_agency }),
        ...(codes.reason === undefined ? {} : { reason: codes.reason }),
      },
    },
  );
}

/** The receiver of a referral asks its sender; whoever there answers first has answered. */
export async function noticeOfQuestion(tx: Tx, row: ReferralRow): Promise<void> {
  await postNotice(
    tx,
    { agency: row.from_agency, roles: communeRoles },
    {
      kind: 'referral.asked',
      object: { kind: 'referral', id: row.id },
      record: row.case_id,
      facts: { service: row.purpose, ...(row.to_agency === null ? {} : { agency: row.to_agency }) },
    },
  );
}

/** And who asked hears that there is an answer. */
export async function noticeOfQuestionAnswered(tx: Tx, row: ReferralRow, person: string): Promise<void> {
  await postNotice(
    tx,
    { person },
    {
      kind: 'referral.question-answered',
      object: { kind: 'referral', id: row.id },
      record: row.case_id,
      facts: { service: row.purpose, agency: row.from_agency },
    },
  );
}

/** Another agency asks for contact about a child whom both seem to know. The own case is named, theirs is not. */
export async function noticeOfContact(
  tx: Tx,
  to: string,
  ownCase: string,
  from: string,
  theirCase: string,
): Promise<void> {
  await postNotice(
    tx,
    { agency: to, roles: communeRoles },
    { kind: 'contact.asked', object: ofCase(ownCase), record: theirCase, facts: { agency: from } },
  );
}

export async function noticeOfContactAnswer(
  tx: Tx,
  person: string,
  ownCase: string,
  from: string,
  status: 'agreed' | 'declined',
  theirCase: string,
): Promise<void> {
  await postNotice(
    tx,
    { person },
    { kind: `contact.${status}`, object: ofCase(ownCase), record: theirCase, facts: { agency: from } },
  );
}
