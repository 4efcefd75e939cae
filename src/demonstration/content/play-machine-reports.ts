import { type Actor, backdatedContext, type Ctx, HOUR, ok, type Result, systemActor } from '../../kernel/index.ts';
import {
  bundleArrivals,
  type FileContent,
  fileMachineReport,
  listMachineReports,
  type ReportContent,
  retractReport,
} from '../../takedown/index.ts';
import type { Cast } from '../cast.ts';
import { must } from '../must.ts';

const SYSTEM = systemActor('demonstration.machine-reports');
const PLATFORM = 'PLATFORM-MAU-1';
const MACHINE: Actor = {
  kind: 'machine',
  client: 'may-nen-tang-mau',
  agency: PLATFORM,
  scopes: ['machine-report.file'],
};

interface Told {
  readonly hoursAgo: number;
  readonly report?: Partial<ReportContent>;
  readonly files: readonly FileContent[];
  readonly finish?: boolean;
  readonly retracted?: boolean;
}

const contentAt = (at: Date, more: Partial<ReportContent>): ReportContent => ({
  incidentSummary: { incidentType: 'CSAM', incidentDateTime: new Date(at.getTime() - HOUR).toISOString() },
  internetDetails: [{ kind: 'chatIm', name: 'Nhắn tin Mẫu (hư cấu)' }],
  reporter: { reportingPerson: { firstName: 'Mẫu', email: 'an-toan@nen-tang-mau.example' } },
  personOrUserReported: {
    espIdentifier: 'tai-khoan-mau',
    espService: 'Mạng Mẫu',
    email: ['ai-do@noi-mau.example'],
    ipCaptureEvent: [{ ipAddress: '203.0.113.7', eventName: 'Upload' }],
  },
  ...more,
});
const file = (at: number, more: FileContent = {}): FileContent => ({
  originalFileName: `tep-mau-${at}.jpg`,
  locationOfFile: `https://noi-mau-${at % 9}.example/bai/${at}`,
  fileViewedByEsp: true,
  exifViewedByEsp: false,
  publiclyAvailable: false,
  fileRelevance: 'REPORTED',
  hashes: [{ type: 'sha256', value: at.toString(16).padStart(64, '0') }],
  ...more,
});

/** Places that the invented queue knows already: nothing is added to what waits. */
const stories: readonly Told[] = [
  { hoursAgo: 50, files: [file(1, { industryClassification: 'B2', fileAnnotations: ['viral'] })] },
  { hoursAgo: 30, files: [file(2), file(5, { fileViewedByEsp: false, exifViewedByEsp: false })] },
  {
    hoursAgo: 20,
    report: {
      internetDetails: [],
      personOrUserReported: { espService: 'Mạng Mẫu', ipCaptureEvent: [{ ipAddress: '203.0.113.9' }] },
    },
    // Whether it was viewed is not said.
    files: [
      {
        locationOfFile: 'https://noi-mau-6.example/bai/6',
        hashes: [{ type: 'md5', value: '6'.repeat(32) }],
        publiclyAvailable: false,
      },
    ],
  },
  { hoursAgo: 9, files: [file(1)], retracted: true },
  { hoursAgo: 3, report: { tags: ['lifecycle:test'] }, files: [file(8)] },
  { hoursAgo: 0.2, files: [], finish: false },
];

/**
 * Reports that the machine of an invented platform filed: whole and sparse ones, files that it has and has not viewed, one taken back,
 * a test, one still open. @returns how many; 0 where there are some already or their people are missing
 */
export async function playMachineReports(ctx: Ctx, cast: Cast): Promise<Result<number>> {
  const [analyst] = cast.all('content_analyst', 'MPS-A05');
  const [member] = cast.all('platform_contact', PLATFORM);
  if (!analyst || !member) return ok(0);
  const there = await listMachineReports(ctx.as(member), { limit: 1 });
  if (!there.ok) return there;
  if (there.value.reports.length > 0) return ok(0);
  const platform = ctx.as(SYSTEM);
  const now = ctx.now.getTime();
  return platform.transaction(async (tx) => {
    const played = backdatedContext(platform, tx, []);
    for (const { hoursAgo, report = {}, files, finish = true, retracted = false } of stories) {
      const at = new Date(now - hoursAgo * HOUR);
      const there = played(MACHINE, at);
      // The register stands in no demonstration: it cannot be asked, and a report is taken all the same.
      const filed = must(
        await fileMachineReport(there, async (_ctx, hashes) => hashes.map(() => null), {
          form: 'JSON',
          key: undefined,
          report: contentAt(at, report),
          files,
          finish,
          demonstration: true,
        }),
      );
      must(await bundleArrivals(played(SYSTEM, at)));
      if (retracted) must(await retractReport(played(MACHINE, new Date(at.getTime() + HOUR)), { report: filed.id }));
    }
    return ok(stories.length);
  });
}
