import {
  type Answers,
  caseView,
  openCase,
  sendSupplement,
  submitForm,
  takeInSupplement,
  viewSupplement,
} from '../../cases/index.ts';
import {
  assignReport,
  confirmReport,
  fileByChannel,
  openReport,
  recordCall,
  recordProgress,
  screenReport,
  startVerifying,
} from '../../intake/index.ts';
import {
  type Actor,
  anonymous,
  type Ctx,
  createContext,
  HOUR,
  newId,
  ok,
  type PersonActor,
  type Result,
  withJobsAside,
} from '../../kernel/index.ts';
import type { Cast } from '../cast.ts';
import { must } from '../must.ts';
import { demonstrationCommunes } from '../people.ts';
import { receptionOf } from './case-story.ts';
import { words } from './case-texts.ts';

const MINUTE = 60_000;
/** Not the commune whose one emergency is looked for by hand and by tests. */
const COMMUNE = demonstrationCommunes[3];
/** Numbers of stories that no other case has. */
const FIRST_NUMBER = 900;

/**
 * Two emergencies that went to the commune at once: of one the whole of form 01 was sent afterwards, taken in and signed, and it was
 * verified; of the other, an hour ago, it is still owed.
 * @returns how many
 */
export async function playEmergencies(ctx: Ctx, cast: Cast): Promise<Result<number>> {
  const counsellor = cast.all('111_counsellor', 'C111').at(-1) ?? cast.one('111_counsellor', 'C111');
  const officer = cast.one('commune_child_officer', `UBND-${COMMUNE}`);
  const as = (actor: Actor, at: number) =>
    createContext(ctx.kernel, { actor, requestId: newId<'request'>(), language: 'vi', now: new Date(at) });
  const now = ctx.now.getTime();
  await completed(await handOver(0, now - 8 * HOUR));
  await handOver(1, now - HOUR);
  return ok(2);

  async function handOver(place: number, began: number) {
    const number = FIRST_NUMBER + place;
    let at = began;
    /** The counsellor, some minutes later. */
    const desk = (minutes: number) => {
      at += minutes * MINUTE;
      return as(counsellor, at);
    };
    const filed = must(
      await fileByChannel(as(anonymous, at), {
        report: {
          reporter: { kind: 'parent' },
          narrative: words.emergencyTold,
          danger: { now: 'yes' },
          child: { ageBand: 'A12_13', sex: 'F' },
          commune: COMMUNE,
        },
        idempotencyKey: `demonstration-emergency-${place}`,
        channel: 'WEB',
        demonstration: true,
      }),
    );
    const report = filed.report as string;
    const seen = async (by: Ctx) => must(await openReport(by, { report })).triage.version;
    let by = desk(3);
    must(await assignReport(by, { report, version: await seen(by), to: counsellor.person }));
    by = desk(1);
    must(
      await screenReport(by, {
        report,
        version: await seen(by),
        outcome: 'EMERGENCY',
        urgency: 'U1',
        incidentCodes: ['OI-LURE'],
        riskAnswers: { 'IR-NOW': 'yes', 'IR-ALONE': 'unknown' },
      }),
    );
    must(await recordCall(desk(1), { report, whom: 'POLICE-113' }));
    const { category, source_channel, received_at, sex } = receptionOf(number, new Date(began));
    const opened = must(
      // What the case would tell the report by a job is told here, at its moment.
      await openCase(withJobsAside(desk(1), []), {
        report,
        commune: COMMUNE,
        urgency: 'U1',
        restFollows: true,
        reception: {
          ...({ category, source_channel, received_at, sex } as Answers),
          age_known: 'UNKNOWN',
          informant_willing: false,
          place_of_incident: words.placeUnknown,
          present_state: words.emergencyState,
        },
      }),
    );
    must(await recordProgress(desk(0), report, 'case-opened'));
    return { number, report, case: opened.id, supplement: opened.supplement as string, at, began };
  }

  async function completed(one: Awaited<ReturnType<typeof handOver>>): Promise<void> {
    const later = (hours: number, who: PersonActor) => as(who, one.at + hours * HOUR);
    const { supplement, report } = one;
    const answers = receptionOf(one.number, new Date(one.began));
    const { version } = must(await viewSupplement(later(2, counsellor), { supplement }));
    must(await sendSupplement(later(2, counsellor), { supplement, version, answers }));
    const seen = async (by: Ctx) => must(await openReport(by, { report })).triage.version;
    let by = later(2.5, counsellor);
    must(await startVerifying(by, { report, version: await seen(by) }));
    by = later(4, counsellor);
    must(await confirmReport(by, { report, version: await seen(by) }));
    by = later(3, officer);
    const sent = must(await caseView(by, { case: one.case })).file?.supplements[0];
    const taken = must(await takeInSupplement(by, { case: one.case, supplement, version: sent?.version ?? 0 }));
    must(
      await submitForm(withJobsAside(later(3.2, officer), []), {
        case: one.case,
        form: 'FORM-01',
        base: taken.version,
      }),
    );
  }
}
