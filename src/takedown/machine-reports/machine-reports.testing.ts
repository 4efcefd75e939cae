import { openTestApi } from '../../../tools/test/test-api.ts';
import { testPerson } from '../../../tools/test/test-person.ts';
import { must } from '../../../tools/test/test-result.ts';
import { DECODERS, Decoders, MATCHING, MatchLog, MatchService } from '../../hashes/index.ts';
import {
  type Actor,
  anonymous,
  type Ctx,
  giveService,
  type Identify,
  newId,
  type PersonActor,
} from '../../kernel/index.ts';
import { syncAgencies } from '../../members/index.ts';
import { takedownModule } from '../module.ts';
import { openTakedownHome, type TakedownHome } from '../takedown.testing.ts';
import { type AskRegister, askRegisterBy } from './ask-register.ts';
import { type FileReport, fileMachineReport } from './file-report.ts';
import type { FiledReport } from './finish-report.ts';
import type { FileContent, ReportContent } from './machine-report.ts';

export const MEMBER = 'MAU-NEN-TANG';
export const OTHER = 'MAU-NEN-TANG-2';

/** The unit, two members that file by machine, and the register. All of it is invented. */
export interface ReportsHome extends TakedownHome {
  readonly member: Actor;
  readonly stranger: Actor;
  readonly staff: PersonActor;
  /** A09 of the police: bound by criminal procedure. */
  readonly police: PersonActor;
  readonly ask: AskRegister;
  machine(): Ctx;
  file(more?: Partial<FileReport>): Promise<FiledReport>;
  api(
    path: string,
    init?: RequestInit & { readonly as?: 'member' | 'stranger' | 'nobody' | 'first' },
  ): Promise<Response>;
  /** The API as it knows who asks by another way. */
  apiFor(identify: Identify): ReturnType<typeof openTestApi>;
  /** Somebody with an inbox. */
  official(role: string, agency: string, functions?: readonly string[]): Promise<PersonActor>;
  notices(kind: string): Promise<{ person: string; facts: Record<string, unknown> }[]>;
}

export const CONTENT: ReportContent = {
  incidentSummary: { incidentType: 'CSAM', incidentDateTime: '2026-11-24T01:00:00Z' },
  internetDetails: [{ kind: 'webPage', url: ['https://trang-mau.example/bai/1'] }],
  reporter: { reportingPerson: { firstName: 'Mẫu', email: 'an-toan@nen-tang.example' } },
  personOrUserReported: {
    espIdentifier: '100200',
    espService: 'Mạng mẫu',
    screenName: 'tai.khoan.mau',
    email: ['ai-do@noi-mau.example'],
    ipCaptureEvent: [{ ipAddress: '203.0.113.7', eventName: 'Upload', dateTime: '2026-11-24T00:59:00Z' }],
  },
};
export const FILE: FileContent = {
  originalFileName: 'tep-mau.jpg',
  locationOfFile: 'https://trang-mau.example/tep/1.jpg',
  fileViewedByEsp: true,
  exifViewedByEsp: false,
  publiclyAvailable: false,
  fileRelevance: 'REPORTED',
  industryClassification: 'B2',
  hashes: [
    { type: 'md5', value: 'ab'.repeat(16) },
    { type: 'sha256', value: 'cd'.repeat(32) },
  ],
  ipCaptureEvent: [{ ipAddress: '203.0.113.7', eventName: 'Upload' }],
};

export async function openReportsHome(now?: string): Promise<ReportsHome> {
  const home = await openTakedownHome(now);
  must(await syncAgencies(home.platform));
  await home.owner.query(
    `insert into members.agency (code, name_vi, name_en, kind, level, source, verified)
     select code, 'Nền tảng mẫu', 'Sample platform', 'PLATFORM', 'PRIVATE', 'test', false from unnest($1::text[]) as code`,
    [[MEMBER, OTHER]],
  );
  const service = await MatchService.start(home.kernel, { threads: 0, pollEvery: 200 });
  const decoders = new Decoders();
  const matching = { index: service.index, log: new MatchLog() };
  const ask = askRegisterBy(() => matching);
  const machine = (agency: string): Actor => ({
    kind: 'machine',
    client: `${agency}.client`.toLowerCase(),
    agency,
    scopes: ['machine-report.file'],
  });
  const [member, stranger] = [machine(MEMBER), machine(OTHER)];
  const actors: Readonly<Record<string, Actor>> = { member, stranger, first: home.people.first, nobody: anonymous };
  const given = [giveService(MATCHING, matching), giveService(DECODERS, decoders)];
  const apiFor = (identify: Identify) => openTestApi(home, 'desk', takedownModule, identify, given);
  const api = apiFor(async (request) => actors[request.headers.get('authorization') ?? ''] ?? anonymous);
  const reports: ReportsHome = {
    ...home,
    get platform() {
      return home.platform;
    },
    member,
    stranger,
    ask,
    apiFor,
    staff: testPerson('platform_contact', MEMBER, { purpose: 'takedown' }),
    police: testPerson('content_analyst', 'MPS-A05', {
      functions: ['VERIFY_CONTENT', 'INVESTIGATE'],
      purpose: 'takedown',
    }),
    machine: () => home.context(member),
    file: async (more = {}) =>
      must(
        await fileMachineReport(home.context(member), ask, {
          form: 'JSON',
          key: newId<'key'>(),
          report: CONTENT,
          files: [FILE],
          finish: true,
          ...more,
        }),
      ),
    api: async (path, { as = 'member', headers, ...init } = {}) =>
      api.request(path, { ...init, headers: { ...(headers as Record<string, string>), authorization: as } }),
    async official(role, agency, functions = []) {
      const person = newId<'person'>();
      const at = home.clock.now();
      await home.owner.query(
        `insert into members.person (id, login, name, agency, created_at, created_by) values ($1, $2, 'Người thử', $3, $4, 'test')`,
        [person, `${person}@don-vi.example`, agency, at],
      );
      await home.owner.query(
        `insert into members.role_assignment (id, person, role, agency, valid_from, given_by, given_at) values ($1, $2, $3, $4, $5, 'test', $5)`,
        [newId(), person, role, agency, at],
      );
      return testPerson(role, agency, { person, functions, purpose: 'takedown' });
    },
    notices: async (kind) =>
      (await home.owner.query('select person, facts from work.notice where kind = $1 order by created_at', [kind]))
        .rows,
    close: async () => {
      await service.close();
      await decoders.close();
      await home.close();
    },
  };
  return reports;
}
