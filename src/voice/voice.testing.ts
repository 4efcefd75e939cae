import { openTestKernel, type TestKernel } from '../../tools/test/test-kernel.ts';
import { testPerson } from '../../tools/test/test-person.ts';
import { must } from '../../tools/test/test-result.ts';
import { INTAKE } from '../intake/index.ts';
import { type Ctx, createDeskKey, type PersonActor } from '../kernel/index.ts';
import { readPublicKey } from './ballots/blind-token.ts';
import { castBallot } from './ballots/cast-ballot.ts';
import { type BlindedToken, blindToken } from './ballots/device.testing.ts';
import { drawToken } from './ballots/draw-token.ts';
import { issueToken } from './ballots/issue-token.ts';
import { openConsultation } from './consultations/open-consultation.ts';
import { readConsultation } from './consultations/read-consultation.ts';
import type { ConsultationInput } from './consultations/read-consultation-input.ts';
import { startConsultation } from './consultations/start-consultation.ts';

/** Those who speak for children, and devices that vote, for tests. All of it is invented. */
export interface VoiceHome extends TestKernel {
  readonly people: Readonly<Record<'first' | 'second' | 'former' | 'counsellor', PersonActor>>;
  as(actor: PersonActor): Ctx;
  readonly anybody: Ctx;
  start(more?: Partial<ConsultationInput>): Promise<{ readonly id: string; readonly code: string }>;
  /** Started and open until `CLOSES`. */
  opened(more?: Partial<ConsultationInput>): Promise<{ readonly id: string; readonly code: string }>;
  /** A token that was signed blind, with what a device votes by. */
  blind(code: string): Promise<{ readonly token: BlindedToken; readonly by: Parameters<typeof castBallot>[1]['by'] }>;
  /** Votes as a page without script does. */
  vote(code: string, choices: Readonly<Record<string, string>>): ReturnType<typeof castBallot>;
}

export const NOW = '2026-12-01T02:00:00Z';
export const CLOSES = new Date('2026-12-15T10:00:00Z');
const SPEAKS = { functions: ['VOICE_OF_CHILD'], purpose: 'participation' };

export const aPoll = (more: Partial<ConsultationInput> = {}): ConsultationInput => ({
  kind: 'POLL',
  titleVi: 'Nút báo cáo ở đâu thì dễ thấy',
  titleEn: 'Where a report button is easy to see',
  questionVi: 'Em muốn nút báo cáo ở những chỗ nào?',
  questionEn: 'Where would you like the report button to be?',
  bands: ['B9_12', 'B13_15'],
  spaceVi: 'Không hỏi tên. Em bỏ qua câu nào cũng được.',
  spaceEn: 'No names. You may skip anything.',
  means: ['CLASS', 'DEVICE', 'PAPER'],
  decisionMakerVi: 'Người Mẫu, Cục Mẫu',
  decisionMakerEn: 'A sample person, a sample department',
  answerBy: '2027-01-31',
  choices: [
    { vi: 'Đầu trang', en: 'At the top' },
    { vi: 'Cuối trang', en: 'At the bottom' },
    { vi: 'Cạnh mỗi bài', en: 'Beside each post' },
  ],
  ...more,
});

export const someStatements = (more: Partial<ConsultationInput> = {}): Partial<ConsultationInput> => ({
  kind: 'STATEMENTS',
  choices: [
    { vi: 'Trường nên có giờ học về an toàn trên mạng', en: 'Schools should teach safety online' },
    { vi: 'Bố mẹ nên hỏi trước khi đăng ảnh của em', en: 'Parents should ask before they post a picture of me' },
  ],
  ...more,
});

export async function openVoiceHome(now = NOW): Promise<VoiceHome> {
  const home = await openTestKernel(now);
  // What tells of something that happened is sealed to the 111 desk.
  await createDeskKey(home.owner, home.kernel.vault, INTAKE.desk, home.clock.now());
  const people = {
    first: testPerson('youth_union_moderator', 'YOUTH_UNION', SPEAKS),
    second: testPerson('youth_union_moderator', 'YOUTH_UNION', SPEAKS),
    /** Their agency no longer has the task. */
    former: testPerson('youth_union_moderator', 'YOUTH_UNION', { purpose: 'participation' }),
    counsellor: testPerson('111_counsellor', 'C111', SPEAKS),
  };
  const as = (actor: PersonActor) => home.context(actor);
  const anybody = () => home.context({ kind: 'anonymous' });
  const start: VoiceHome['start'] = async (more) => must(await startConsultation(as(people.first), aPoll(more)));
  return {
    ...home,
    people,
    as,
    get anybody() {
      return anybody();
    },
    start,
    opened: async (more) => {
      const made = await start(more);
      must(await openConsultation(as(people.first), { consultation: made.id, closesAt: CLOSES }));
      return made;
    },
    blind: async (code) => {
      const { issuer } = must(await readConsultation(anybody(), code));
      const token = blindToken(readPublicKey(Buffer.from(issuer ?? '', 'base64')));
      const blinded = token.blinded.toString('base64url');
      const { signature } = must(await issueToken(anybody(), { consultation: code, blinded }));
      return {
        token,
        by: {
          way: 'BLIND',
          token: token.token.toString('base64url'),
          signature: token.unblind(Buffer.from(signature, 'base64url')).toString('base64url'),
        },
      };
    },
    vote: async (code, choices) => {
      const { token } = must(await drawToken(anybody(), { consultation: code, way: 'DRAWN' }));
      return castBallot(anybody(), { consultation: code, by: { way: 'DRAWN', token }, choices });
    },
  };
}
