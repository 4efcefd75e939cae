import {
  addDays,
  anonymous,
  atVietnamTime,
  backdatedContext,
  type Ctx,
  DAY,
  ok,
  type PersonActor,
  type Result,
  systemActor,
  vietnamDate,
} from '../../kernel/index.ts';
import {
  addTheme,
  answerTheme,
  type ConsultationInput,
  castBallot,
  closeConsultation,
  decideIdea,
  drawToken,
  followUp,
  listConsultations,
  listWaitingIdeas,
  openConsultation,
  startConsultation,
  writeIdea,
} from '../../voice/index.ts';
import type { Cast } from '../cast.ts';
import { must } from '../must.ts';

const SYSTEM = systemActor('demonstration.voice');
const MAKER = { decisionMakerVi: 'Người quyết định mẫu, Cục Mẫu', decisionMakerEn: 'An invented person who decides' };
const SPACE = {
  spaceVi: 'Không hỏi tên, lớp hay trường. Em bỏ qua câu nào cũng được.',
  spaceEn: 'No name, class or school is asked. You may skip anything.',
};

type At = (daysAgo: number) => Ctx;

/**
 * Invented consultations: one that is open, with ideas that were shown and one that waits to be read; one that was answered and looked at
 * again; one whose answer is late, in red. @returns how many; 0 where there are some already or the people are missing
 */
export async function playVoice(ctx: Ctx, cast: Cast): Promise<Result<number>> {
  const [speaker] = cast.all('youth_union_moderator', 'YOUTH_UNION');
  if (!speaker) return ok(0);
  const there = await listConsultations(ctx.as(speaker));
  if (!there.ok) return there;
  if (there.value.rows.length > 0) return ok(0);
  const platform = ctx.as(SYSTEM);
  const today = vietnamDate(ctx.now);
  return platform.transaction(async (tx) => {
    const backdated = backdatedContext(platform, tx, []);
    const moment = (daysAgo: number) => new Date(ctx.now.getTime() - daysAgo * DAY);
    const by: At = (daysAgo) => backdated(speaker as PersonActor, moment(daysAgo));
    const child: At = (daysAgo) => backdated(anonymous, moment(daysAgo));
    await talkedAbout(by, child, today);
    await answered(by, child, today);
    await late(by, child, today);
    return ok(3);
  });
}

/** Starts and opens it so many days ago, until a number of days from today; earlier where that is negative. */
async function opened(by: At, daysAgo: number, today: string, closesIn: number, input: ConsultationInput) {
  const made = must(await startConsultation(by(daysAgo), input));
  const closesAt = atVietnamTime(`${addDays(today, closesIn)}T17:00`);
  must(await openConsultation(by(daysAgo), { consultation: made.id, closesAt }));
  return made;
}

async function vote(at: Ctx, code: string, choices: Readonly<Record<string, string>>): Promise<void> {
  const { token } = must(await drawToken(at, { consultation: code, way: 'DRAWN' }));
  must(await castBallot(at, { consultation: code, by: { way: 'DRAWN', token }, choices }));
}

/** Open: statements, to which children add their own. */
async function talkedAbout(by: At, child: At, today: string): Promise<void> {
  const made = await opened(by, 6, today, 12, {
    kind: 'STATEMENTS',
    titleVi: 'Nói chuyện với người lớn về mạng (minh họa)',
    titleEn: 'Talking with adults about being online (invented)',
    questionVi: 'Khi có chuyện trên mạng, người lớn nên làm gì để em dễ nói?',
    questionEn: 'When something happens online, what should adults do so that it is easy to tell them?',
    bands: ['B9_12', 'B13_15', 'B16_17'],
    ...SPACE,
    ...MAKER,
    means: ['CLASS', 'DEVICE'],
    answerBy: addDays(today, 45),
    choices: [
      { vi: 'Nghe hết rồi mới hỏi', en: 'Listen to the end before they ask' },
      { vi: 'Không thu điện thoại khi em kể', en: 'Do not take the phone away when I tell' },
      { vi: 'Học cùng em về các ứng dụng em dùng', en: 'Learn about the apps that I use together with me' },
    ],
  });
  const ideas = [
    ['B9_12', 'Thầy cô có một giờ mỗi tháng chỉ để nghe', 'SHOW'],
    ['B13_15', 'Có chỗ viết ra giấy cho bạn ngại nói', 'SHOW'],
    ['B13_15', 'Đừng thu điện thoại của em khi em kể', 'WAITS'],
  ] as const;
  for (const [at, [band, text, fate]] of ideas.entries()) {
    const written = { consultation: made.code, band, text, key: `minh-hoa-y-kien-${at}-0000` };
    must(await writeIdea(child(4), written));
    if (fate === 'WAITS') continue;
    const [idea] = must(await listWaitingIdeas(by(3), made.id));
    must(await decideIdea(by(3), { idea: idea?.id ?? '', decision: fate }));
  }
  for (let at = 0; at < 24; at += 1)
    await vote(child(2), made.code, { 1: '1', 2: at % 4 === 0 ? '0' : '1', 3: at % 3 === 0 ? '-1' : '1', 4: '1' });
}

/** Closed, answered, and looked at again. */
async function answered(by: At, child: At, today: string): Promise<void> {
  const made = await opened(by, 120, today, -90, {
    kind: 'POLL',
    titleVi: 'Nút báo cáo ở đâu thì dễ thấy (minh họa)',
    titleEn: 'Where a report button is easy to see (invented)',
    questionVi: 'Em muốn nút báo cáo ở những chỗ nào?',
    questionEn: 'Where would you like the report button to be?',
    bands: ['B9_12', 'B13_15'],
    ...SPACE,
    ...MAKER,
    means: ['DEVICE'],
    answerBy: addDays(today, -60),
    choices: [
      { vi: 'Đầu mỗi trang', en: 'At the top of each page' },
      { vi: 'Cạnh mỗi bài đăng', en: 'Beside each post' },
      { vi: 'Trong phần cài đặt', en: 'In the settings' },
    ],
  });
  for (let at = 0; at < 36; at += 1)
    await vote(child(100), made.code, at % 3 === 0 ? { 1: '1' } : at % 3 === 1 ? { 1: '1', 2: '1' } : { 2: '1' });
  const theme = must(
    await addTheme(by(95), {
      consultation: made.id,
      titleVi: 'Chỗ đặt nút báo cáo',
      titleEn: 'Where the button stands',
    }),
  ).id;
  must(await closeConsultation(by(89), { consultation: made.id }));
  must(
    await answerTheme(by(70), {
      consultation: made.id,
      theme,
      outcome: 'IN_PART',
      heard: 'Các em muốn nút báo cáo ở đầu trang và cạnh mỗi bài đăng.',
      decided: 'Mọi trang của Cổng có nút ở đầu trang.',
      whyNot: 'Nút cạnh mỗi bài đăng thuộc về các nền tảng. Chúng tôi đã viết thư đề nghị họ.',
      answeredBy: 'Người quyết định mẫu, Cục Mẫu',
      childWords:
        'Trên Cổng này, nút đã ở đầu mọi trang. Trên mạng xã hội thì chúng tôi chưa quyết được, nhưng đã hỏi họ.',
      followUpOn: addDays(today, -20),
    }),
  );
  must(
    await followUp(by(21), {
      consultation: made.id,
      theme,
      text: 'Hai nền tảng mẫu đã trả lời và sẽ thử nút cạnh bài đăng trong năm nay.',
    }),
  );
}

/** Closed, and the answer did not come by its day. */
async function late(by: At, child: At, today: string): Promise<void> {
  const made = await opened(by, 80, today, -50, {
    kind: 'BUDGET',
    titleVi: 'Mua gì cho phòng máy của trường (minh họa)',
    titleEn: 'What to buy for the computer room (invented)',
    questionVi: 'Có 30.000.000 đồng. Em chọn những thứ nào?',
    questionEn: 'There are 30,000,000 đồng. What do you choose?',
    bands: ['B9_12', 'B13_15'],
    ...SPACE,
    ...MAKER,
    means: ['DEVICE'],
    answerBy: addDays(today, -10),
    budget: 30_000_000,
    choices: [
      { vi: 'Tai nghe cho mỗi máy', en: 'Headphones for each computer', cost: 12_000_000 },
      { vi: 'Sách về an toàn trên mạng', en: 'Books on safety online', cost: 6_000_000 },
      { vi: 'Bàn phím và chuột mới', en: 'New keyboards and mice', cost: 14_000_000 },
      { vi: 'Góc đọc yên tĩnh', en: 'A quiet corner to read', cost: 9_000_000 },
    ],
  });
  for (let at = 0; at < 30; at += 1)
    await vote(child(60), made.code, at < 12 ? { 1: '1', 3: '1' } : at < 22 ? { 2: '1', 4: '1' } : { 1: '1', 2: '1' });
  must(await addTheme(by(55), { consultation: made.id, titleVi: 'Mua gì trước', titleEn: 'What to buy first' }));
  must(await closeConsultation(by(49), { consultation: made.id }));
}
