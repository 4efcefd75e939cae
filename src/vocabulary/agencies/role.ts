/** Who may act. Roles are held at an agency, for an area, between dates; this list only names them. */
import { z } from 'zod';
import { ours } from '../source.ts';
import { type CodeOf, readList } from '../term.ts';
import lists from './role.json' with { type: 'json' };

/** What a role opens beyond its holder's own work, so that one administrator alone must not come by it. */
const opened = z.enum(['cases', 'register', 'listening', 'audit']);
export type Opened = z.output<typeof opened>;

export const role = readList(lists.role, {
  /** Works outside the state's and the network's own desks: sees only what is sent to it. */
  external: z.boolean(),
  /** Signs in at the desk; false for the people the portal serves without an account of this kind. */
  desk: z.boolean(),
  /** What the role lets its holder read. `cases` means tasks on a named child's matter. `sysadmin` may have none of it. */
  opens: z.array(opened).readonly(),
});
export type Role = CodeOf<typeof role>;

/** Two duties that one person may not hold over the same matter (or, `scope: 'person'`, at all). */
export interface SeparationOfDuty {
  readonly code: string;
  readonly one: readonly Role[];
  readonly other: readonly Role[];
  /** `object`: not for the same object; `person`: never the same person; `agency`: not the same agency for the same object. */
  readonly scope: 'object' | 'person' | 'agency';
  readonly vi: string;
  readonly en: string;
  readonly source: string;
}

export const separationOfDuty: readonly SeparationOfDuty[] = [
  {
    code: 'SOD-ANALYST-APPROVER',
    one: ['content_analyst', 'hash_db_operator'],
    other: ['hash_db_approver'],
    scope: 'object',
    vi: 'Người phân tích hoặc đề nghị không được là người phê duyệt cùng một mục',
    en: 'The analyst or proposer of an entry may not approve it',
    source: ours,
  },
  {
    code: 'SOD-TWO-ANALYSTS',
    one: ['content_analyst'],
    other: ['content_analyst'],
    scope: 'object',
    vi: 'Hai lần thẩm định một nội dung phải do hai người khác nhau thực hiện',
    en: 'The two verifications of one content item must be made by two different people',
    source: ours,
  },
  {
    code: 'SOD-ORDER-PROPOSER',
    one: ['vncop_member_user', 'content_analyst', 'listening_analyst'],
    other: ['takedown_officer'],
    scope: 'agency',
    vi: 'Cơ quan ra yêu cầu gỡ bỏ khác với thành viên đề xuất',
    en: 'The agency that orders a takedown is not the member that proposed it',
    source: 'Decree 147/2024/ND-CP (bodies entitled to request); separation ours',
  },
  {
    code: 'SOD-LISTENING-PROMOTER',
    one: ['listening_analyst'],
    other: ['listening_supervisor'],
    scope: 'object',
    vi: 'Người lập quy tắc hoặc mô hình lắng nghe không được đưa chính nó vào sử dụng',
    en: 'Whoever made a listening rule or model may not put it into use',
    source: ours,
  },
  {
    code: 'SOD-SYSADMIN-AUDITOR',
    one: ['sysadmin'],
    other: ['auditor'],
    scope: 'person',
    vi: 'Quản trị hệ thống không được kiêm kiểm tra viên',
    en: 'A system administrator may not be an auditor',
    source: ours,
  },
  {
    code: 'SOD-REPORT-AUTHOR-APPROVER',
    one: ['report_author'],
    other: ['report_approver'],
    scope: 'object',
    vi: 'Người soạn báo cáo không được duyệt báo cáo đó',
    en: 'The author of a report may not approve it',
    source: ours,
  },
  {
    code: 'SOD-TEXT-AUTHOR-APPROVER',
    one: ['editor'],
    other: ['editor'],
    scope: 'object',
    vi: 'Người viết một bài trên Cổng thông tin không được duyệt bài đó; bài đăng cần hai người duyệt',
    en: 'Whoever wrote a text of the portal may not approve it; what is published has two approvals',
    source: ours,
  },
  {
    code: 'SOD-PLAN-AUTHOR-APPROVER',
    one: ['commune_child_officer'],
    other: ['commune_chair'],
    scope: 'object',
    vi: 'Người lập kế hoạch hỗ trợ, can thiệp không được phê duyệt kế hoạch đó',
    en: 'The author of a support and intervention plan may not approve it',
    source: 'Decree 56/2017/ND-CP, art. 28',
  },
];
