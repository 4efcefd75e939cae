import { error } from '@sveltejs/kit';
import { HOUR } from '../../../../../src/kernel/time.pure.ts';
import type { JobView } from '../../server/long-job.server.ts';
import type { PageServerLoad } from './$types';

/** Shown where everything is invented; a real desk does not have this page. */
export const _may = 'public';

const kinds = ['Bắt nạt trên mạng', 'Dọa tung ảnh', 'Người lạ tiếp cận', 'Tài khoản giả', 'Lừa tiền trong trò chơi'];
const communes = ['Phường Bến Nghé', 'Xã Ea Kao', 'Phường Hải Châu', 'Xã Mường Lống', 'Phường Cửa Nam'];
const tones = [
  ['new', 'Mới nhận'],
  ['open', 'Đang xử lý'],
  ['waiting', 'Chờ trả lời'],
  ['done', 'Đã xong'],
] as const;

/** Invented reports, the same at every opening but for their clocks. */
export const load: PageServerLoad = ({ locals, url }) => {
  if (!locals.app.demonstration) error(404);
  const now = Date.now();
  const urgency = url.searchParams.get('khan');
  const order = url.searchParams.get('xep');
  const rows = Array.from({ length: 24 }, (_, at) => ({
    id: `BC-26-${String(4180 + at)}`,
    urgency: `U${(at % 4) + 1}` as 'U1' | 'U2' | 'U3' | 'U4',
    kind: kinds[at % kinds.length] ?? '',
    commune: communes[(at * 3) % communes.length] ?? '',
    status: tones[(at * 7) % tones.length] ?? tones[0],
    due: new Date(now + ([-3, 0.6, 2.5, 30, 96][at % 5] ?? 0) * HOUR + at * 60_000),
    messages: (at * 5) % 9,
  })).filter((row) => !urgency || row.urgency === urgency);
  if (order === 'han') rows.sort((a, b) => +a.due - +b.due);
  if (order === '-han') rows.sort((a, b) => +b.due - +a.due);
  return {
    rows,
    changed: new Date(now - 4 * 60_000),
    dues: [30, 3, 0.5, -5].map((hours) => new Date(now + hours * HOUR)),
    events: [
      {
        id: '3',
        at: new Date(now - 12 * 60_000),
        who: 'Trần Thị Lan (111)',
        what: 'Gọi lại cho người báo, hẹn 20:00.',
      },
      {
        id: '2',
        at: new Date(now - 2 * HOUR),
        who: 'Hệ thống',
        what: 'Chuyển đến Phường Bến Nghé.',
        note: 'Phường xác nhận sau 6 phút.',
      },
      { id: '1', at: new Date(now - 3 * HOUR), who: 'Cổng trẻ em', what: 'Nhận báo tin.' },
    ],
    jobs: jobsAt(now),
  };
};

/** Long work in every state that it can be in. */
function jobsAt(now: number): JobView[] {
  const states: readonly (Pick<JobView, 'state' | 'done' | 'total'> & Partial<JobView>)[] = [
    { state: 'WAITING', done: 0, total: null },
    { state: 'RUNNING', done: 0, total: null },
    { state: 'RUNNING', done: 3150, total: 12_400 },
    { state: 'RUNNING', done: 9800, total: 12_400, stopping: true },
    { state: 'DONE', done: 12_400, total: 12_400 },
    { state: 'CANCELLED', done: 3150, total: 12_400 },
    {
      state: 'REFUSED',
      done: 3150,
      total: 12_400,
      refusal: {
        title: 'Tệp không đọc được từ dòng 3.151.',
        next: 'Sửa tệp rồi nhập lại; các dòng trước đã được ghi.',
      },
    },
    { state: 'BROKEN', done: 3150, total: 12_400 },
  ];
  return states.map((state, at) => ({
    id: String(at),
    objectId: String(at),
    askedBy: 'Trần Thị Lan',
    askedAt: new Date(now - (at + 1) * 9 * 60_000).toISOString(),
    stopping: false,
    refusal: null,
    ...state,
  }));
}
