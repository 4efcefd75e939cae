import {
  addDays,
  backdatedContext,
  type Ctx,
  DAY,
  HOUR,
  ok,
  type PersonActor,
  type Result,
  systemActor,
  vietnamDate,
} from '../../kernel/index.ts';
import {
  addArticle,
  addIdentifier,
  answerRequest,
  claimSame,
  draftRequest,
  linkNodes,
  listOffenceFiles,
  moveStage,
  namePerson,
  openOffenceFile,
  recordOutcome,
  scanSeries,
  sendRequest,
  shareFile,
  submitRequest,
} from '../../offences/index.ts';
import { decideApproval, listApprovals } from '../../work/index.ts';
import type { Cast } from '../cast.ts';
import { must } from '../must.ts';

const SYSTEM = systemActor('demonstration.offences');
const HOME = 'CAT-01';
const OTHER = 'CAT-79';
const SURE = { reliability: 'B', credibility: '2' };
const GRADE = { basis: 'REPORT', reliability: 'B', credibility: 2 };

/** One invented file as it goes on: at a day before now, by somebody. */
interface Story {
  readonly file: string;
  /** Persons of interest of the stories before, by a name that they have here alone. */
  readonly persons: Map<string, string>;
  /** The context of somebody, so many days before now. */
  at(who: PersonActor, daysAgo: number): Ctx;
  readonly lead: PersonActor;
  readonly second: PersonActor;
  move(daysAgo: number, ...stages: readonly string[]): Promise<void>;
  /** A request that another investigator approved and that was sent. */
  ask(daysAgo: number, more: { kind: string; addressee: string; asked: string; urgent?: boolean }): Promise<string>;
}

interface Told {
  readonly lead: string;
  readonly daysAgo: number;
  readonly summary: string;
  readonly harm: string;
  readonly childBand: string;
  readonly children?: number;
  readonly urgent?: boolean;
  readonly goes?: (story: Story) => Promise<void>;
}

const stories: readonly Told[] = [
  {
    lead: HOME,
    daysAgo: 0.4,
    summary: 'Mẫu: một em bị dọa tung ảnh nếu không chuyển tiền qua ví điện tử. Việc còn tiếp diễn.',
    harm: 'OI-SEXT',
    childBand: 'A14_15',
    urgent: true,
    goes: async ({ file, lead, at }) => {
      must(
        await addIdentifier(at(lead, 0.35), { file, kind: 'PHONE', written: '0900 000 123', link: 'USES', ...SURE }),
      );
      must(
        await addIdentifier(at(lead, 0.35), {
          file,
          kind: 'BANK',
          written: '0000123456789',
          beside: 'Vietcombank',
          link: 'PAID_TO',
        }),
      );
    },
  },
  {
    lead: HOME,
    daysAgo: 17,
    summary: 'Mẫu: tài khoản lạ nhắn tin làm quen rồi rủ nhiều em gặp riêng.',
    harm: 'OI-GROOM',
    childBand: 'A12_13',
    children: 3,
    goes: async (story) => {
      await story.move(16, 'VERIFYING_SOURCE');
      must(await addArticle(story.at(story.lead, 15), { file: story.file, article: 'PC-146' }));
      const { file, lead, at } = story;
      const phone = must(
        await addIdentifier(at(lead, 15), { file, kind: 'PHONE', written: '+84 900 000 123', ...SURE }),
      );
      const mailbox = must(
        await addIdentifier(at(lead, 14), { file, kind: 'EMAIL', written: 'mau@vi-du.example', link: 'USES' }),
      );
      must(
        await linkNodes(at(lead, 14), {
          file,
          from: { kind: 'IDENTIFIER', id: mailbox.identifier },
          to: { kind: 'IDENTIFIER', id: phone.identifier },
          kind: 'CONTACTED',
        }),
      );
      const user = must(
        await namePerson(at(lead, 13), {
          file,
          part: 'UNKNOWN_USER',
          description: 'Người dùng hộp thư mẫu, chưa rõ danh tính.',
          ...GRADE,
        }),
      ).id;
      must(
        await linkNodes(at(lead, 13), {
          file,
          from: { kind: 'PERSON', id: user },
          to: { kind: 'IDENTIFIER', id: mailbox.identifier },
          kind: 'USES',
          ...SURE,
        }),
      );
      story.persons.set('người dùng hộp thư', user);
    },
  },
  {
    lead: HOME,
    daysAgo: 60,
    summary: 'Mẫu: một nhóm kín trao đổi tài liệu xâm hại trẻ em, thu phí vào nhóm.',
    harm: 'OI-CSAM-DIST',
    childBand: 'A9_11',
    children: 2,
    goes: async (story) => {
      const { file, lead, second, at } = story;
      await story.move(58, 'VERIFYING_SOURCE');
      await story.move(44, 'INITIATED', 'INVESTIGATION');
      const phone = must(
        await addIdentifier(at(lead, 43), { file, kind: 'PHONE', written: '0900000456', link: 'USES', ...SURE }),
      );
      must(await addArticle(at(lead, 44), { file, article: 'PC-147', actOn: vietnamDate(at(lead, 62).now) }));
      must(await addArticle(at(lead, 44), { file, article: 'PC-326' }));
      const one = must(
        await namePerson(at(lead, 43), {
          file,
          part: 'SUSPECT',
          name: 'Người Mẫu Hư Cấu',
          description: 'Quản trị nhóm, dùng ví điện tử mẫu.',
          ...GRADE,
        }),
      ).id;
      const other = must(
        await namePerson(at(second, 40), {
          file,
          part: 'UNKNOWN_USER',
          description: 'Tài khoản mẫu nhận tiền vào nhóm.',
          basis: 'IDENTIFIER',
          reliability: 'C',
          credibility: 3,
        }),
      ).id;
      must(
        await claimSame(at(lead, 39), {
          file,
          one,
          other,
          says: 'SAME',
          basis: 'ANSWER',
          reliability: 'B',
          credibility: 2,
        }),
      );
      must(
        await claimSame(at(second, 38), {
          file,
          one,
          other,
          says: 'DIFFERENT',
          basis: 'INFERENCE',
          reliability: 'C',
          credibility: 4,
        }),
      );
      must(
        await linkNodes(at(lead, 42), {
          file,
          from: { kind: 'PERSON', id: one },
          to: { kind: 'IDENTIFIER', id: phone.identifier },
          kind: 'USES',
          ...SURE,
        }),
      );
      // A person of another file of the unit: whoever is let in to this one alone does not see the comparison.
      must(
        await claimSame(at(lead, 12), {
          file,
          one: other,
          other: story.persons.get('người dùng hộp thư') ?? '',
          says: 'SAME',
          basis: 'INFERENCE',
          reliability: 'C',
          credibility: 3,
        }),
      );
      must(await shareFile(at(lead, 37), { file, agency: OTHER, until: addDays(vietnamDate(at(lead, 0).now), 60) }));
      const answered = await story.ask(36, {
        kind: 'USER_DATA',
        addressee: 'Nền tảng Mẫu',
        asked: 'Thông tin đăng ký của tài khoản quản trị nhóm (mẫu).',
      });
      must(
        await answerRequest(at(lead, 35.5), {
          file,
          request: answered,
          answer: 'ANSWERED',
          text: 'Đã nhận dữ liệu đăng ký (mẫu).',
        }),
      );
      await story.ask(3, { kind: 'BANK', addressee: 'Ví điện tử Mẫu', asked: 'Chủ tài khoản của ví nhận phí (mẫu).' });
      await story.ask(6, { kind: 'TELECOM', addressee: 'Nhà mạng Mẫu', asked: 'Thông tin thuê bao của số mẫu.' });
      must(
        await draftRequest(at(lead, 1), {
          file,
          kind: 'MLAT',
          addressee: 'Cơ quan trung ương nước Mẫu',
          asked: 'Dữ liệu máy chủ đặt nhóm (mẫu).',
        }),
      );
    },
  },
  {
    lead: HOME,
    daysAgo: 300,
    summary: 'Mẫu: phát trực tiếp hình ảnh xâm hại, đã có bản án.',
    harm: 'OI-LIVE',
    childBand: 'A9_11',
    goes: async (story) => {
      const { file, lead, at } = story;
      await story.move(298, 'VERIFYING_SOURCE');
      await story.move(282, 'INITIATED', 'INVESTIGATION');
      await story.move(180, 'CONCLUDED', 'PROSECUTION');
      await story.move(120, 'TRIAL');
      await story.move(70, 'JUDGED');
      must(await addArticle(at(lead, 281), { file, article: 'PC-142' }));
      must(
        await recordOutcome(at(lead, 70), {
          file,
          kind: 'JUDGED',
          decidedOn: vietnamDate(at(lead, 71).now),
          article: 'PC-142',
          sentence: 'PRISON',
          months: 144,
          measures: ['CLOSED_HEARING', 'IDENTITY_KEPT', 'LEGAL_AID'],
          document: 'MẪU/HS-ST',
        }),
      );
      must(
        await recordOutcome(at(lead, 70), {
          file,
          kind: 'CHILD_PROTECTED',
          decidedOn: vietnamDate(at(lead, 71).now),
          measures: ['CONTENT_REMOVED', 'COMPENSATION'],
        }),
      );
    },
  },
  {
    lead: HOME,
    daysAgo: 50,
    summary: 'Mẫu: đăng clip làm nhục bạn học, không đủ yếu tố cấu thành tội phạm.',
    harm: 'OI-HUMIL',
    childBand: 'A14_15',
    goes: async (story) => {
      await story.move(48, 'VERIFYING_SOURCE');
      await story.move(33, 'NOT_INITIATED', 'ADMIN_SANCTION');
      must(
        await recordOutcome(story.at(story.lead, 32), {
          file: story.file,
          kind: 'SANCTIONED',
          decidedOn: vietnamDate(story.at(story.lead, 33).now),
          sentence: 'FINE',
          amount: 7_500_000,
        }),
      );
    },
  },
  {
    lead: OTHER,
    daysAgo: 150,
    summary: 'Mẫu: dụ dỗ qua trò chơi trực tuyến, điều tra kéo dài.',
    harm: 'OI-GROOM',
    childBand: 'A9_11',
    goes: async (story) => {
      await story.move(148, 'VERIFYING_SOURCE');
      await story.move(135, 'INITIATED', 'INVESTIGATION');
      // The unit that leads the file of the closed group has this number too: both are told.
      must(await addIdentifier(story.at(story.lead, 5), { file: story.file, kind: 'PHONE', written: '0900 000 456' }));
    },
  },
];

/**
 * Invented offence files of two units, from a tip of today to a judgement: with persons of interest of whom two say different things and two of
 * two files are held to be one, requests that are answered, awaited and overdue, one that stands too long in its stage, identifiers of which two make a series and one
 * leads to another unit. Every text says that it is a sample.
 * @returns how many; 0 where there are some already or their people are missing
 */
export async function playOffences(ctx: Ctx, cast: Cast): Promise<Result<number>> {
  const units = new Map([HOME, OTHER].map((agency) => [agency, cast.all('police_investigator', agency)]));
  const [lead, second] = units.get(HOME) ?? [];
  const [other] = units.get(OTHER) ?? [];
  if (!lead || !second || !other) return ok(0);
  const there = must(await listOffenceFiles(ctx.as(lead), { reference: undefined, limit: 100 }));
  if (there.files.some(({ demonstration }) => demonstration)) return ok(0);
  const platform = ctx.as(SYSTEM);
  const now = ctx.now.getTime();
  const persons = new Map<string, string>();
  for (const told of stories) {
    const leads = told.lead === HOME ? lead : other;
    const played = await platform.transaction(async (tx) => {
      const past = backdatedContext(platform, tx, []);
      const at: Story['at'] = (who, daysAgo) => past(who, new Date(now - daysAgo * DAY));
      const { lead: _lead, daysAgo, goes, ...described } = told;
      const { id: file } = must(await openOffenceFile(at(leads, daysAgo), { ...described, demonstration: true }));
      await goes?.({
        file,
        persons,
        at,
        lead: leads,
        second,
        move: async (days, ...stages) => {
          // Each an hour after the one before, as decisions of one day are.
          for (const [step, to] of stages.entries())
            must(await moveStage(at(leads, days - (step * HOUR) / DAY), { file, to }));
        },
        ask: async (days, asked) => {
          const { id: request } = must(await draftRequest(at(leads, days + 1), { file, ...asked }));
          must(await submitRequest(at(leads, days + 0.9), { file, request }));
          const waiting = must(await listApprovals(at(second, days + 0.5))).find(({ object }) => object.id === request);
          must(await decideApproval(at(second, days + 0.5), { approval: waiting?.id ?? '', decision: 'APPROVED' }));
          must(await sendRequest(at(leads, days), { file, request }));
          return request;
        },
      });
      return ok();
    });
    if (!played.ok) return played;
  }
  // What two of them share is proposed at once, and not only when the night's scan has run.
  must(await scanSeries(platform));
  return ok(stories.length);
}
