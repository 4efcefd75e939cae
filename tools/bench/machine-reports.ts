import { DECODERS, MATCHING, MatchLog, MatchService } from '../../src/hashes/index.ts';
import { type Actor, giveService, systemActor } from '../../src/kernel/index.ts';
import {
  askRegisterBy,
  bundleArrivals,
  describeFile,
  type FileContent,
  fileMachineReport,
  finishReport,
  type ReportContent,
  takedownModule,
} from '../../src/takedown/index.ts';
import type { BenchRow } from '../bench.ts';
import { openTestApi } from '../test/test-api.ts';
import { must } from '../test/test-result.ts';
import { openBenchKernel } from './support/bench-kernel.ts';
import { atLeast, atMost, exactly } from './support/bench-target.ts';
import { quantile } from './support/quantile.ts';

const VIRAL = 50_000;
const PACED = 4_000;
/** Calls that are under way at once. */
const LANES = 64;
const PLACES = 500;
const MACHINES = 8;

/**
 * `npm run bench -- machine-reports [reports of one file] [reports by each way]`: reports a second, durable when they are answered
 * (fsync on, sealed, the register asked, the audit written): in one call, in three, and by the XML route; and 50,000 of one file at 500
 * places, filed while they are folded as a worker does.
 */
export default async function machineReports(args: readonly string[]): Promise<readonly BenchRow[]> {
  const [viral = VIRAL, paced = PACED] = args.map(Number);
  const bench = await openBenchKernel();
  const service = await MatchService.start(bench.kernel);
  const matching = { index: service.index, log: new MatchLog() };
  const ask = askRegisterBy(() => matching);
  const machines = Array.from(
    { length: MACHINES },
    (_, at): Actor => ({ kind: 'machine', client: `may-${at}`, agency: `MAU-${at}`, scopes: ['machine-report.file'] }),
  );
  const as = (at: number) => bench.context(machines[at % MACHINES] as Actor);
  const platform = () => bench.context(systemActor('bench'));
  const file = (at: number, hash: string, place: number): FileContent => ({
    originalFileName: `tep-${at}.jpg`,
    locationOfFile: `https://lan-truyen-mau.example/${place}`,
    fileViewedByEsp: true,
    exifViewedByEsp: true,
    publiclyAvailable: false,
    industryClassification: 'A1',
    hashes: [{ type: 'sha256', value: hash }],
  });
  const own = (at: number) => file(at, at.toString(16).padStart(64, '0'), at);
  const content = (at: number): ReportContent => ({
    incidentSummary: { incidentType: 'CSAM', incidentDateTime: new Date().toISOString() },
    internetDetails: [{ kind: 'chatIm', name: 'Nhắn tin mẫu' }],
    reporter: { reportingPerson: { email: 'an-toan@nen-tang.example' } },
    personOrUserReported: {
      espIdentifier: String(at),
      espService: 'Mạng mẫu',
      email: [`ai-do-${at}@noi-mau.example`],
      ipCaptureEvent: [{ ipAddress: '203.0.113.7', eventName: 'Upload' }],
    },
  });
  const api = openTestApi(bench, 'desk', takedownModule, async () => machines[0] as Actor, [
    giveService(MATCHING, matching),
    giveService(DECODERS, undefined as never),
  ]);
  const rows: BenchRow[] = [];
  try {
    const oneCall = async (at: number, files: readonly FileContent[]) =>
      must(
        await fileMachineReport(as(at), ask, {
          form: 'JSON',
          key: `khoa-${at}`,
          report: content(at),
          files,
          finish: true,
        }),
      );
    const inOne = await lanes(paced, (at) => oneCall(at, [own(at)]));
    rows.push(
      ...figures('in one call', inOne),
      atLeast('reports a second, durable, in one call', inOne.perSecond, 200),
    );
    const staged = await lanes(paced, async (at) => {
      const key = `buoc-${at}`;
      const { id } = must(await fileMachineReport(as(at), ask, { form: 'JSON', key, report: content(at) }));
      must(await describeFile(as(at), ask, { report: id, content: own(paced + at) }));
      must(await finishReport(as(at), { report: id }));
    });
    rows.push(...figures('in three calls', staged));
    const xml = await lanes(paced, async (at) => {
      const answer = await api.request('/exchange/reports/submit', {
        method: 'POST',
        headers: { 'content-type': 'text/xml', 'idempotency-key': `xml-${at}-khoa` },
        body: XML,
      });
      if (answer.status !== 200) throw new Error(await answer.text());
    });
    rows.push(...figures('opened by XML', xml));
    must(await bundleArrivals(platform()));
    return [...rows, ...(await viralFile())];
  } finally {
    await service.close();
    await bench.close();
  }

  async function viralFile(): Promise<BenchRow[]> {
    const hash = 'ab'.repeat(32);
    let filing = true;
    const folding = (async () => {
      while (filing) {
        must(await bundleArrivals(platform()));
        await new Promise((wait) => setTimeout(wait, 100));
      }
    })();
    const filed = await lanes(viral, async (at) =>
      must(
        await fileMachineReport(as(at), ask, {
          form: 'JSON',
          key: `mot-tep-${at}`,
          report: content(at),
          finish: true,
          files: [file(at, hash, paced * 4 + (at % PLACES))],
        }),
      ),
    );
    const last = performance.now();
    filing = false;
    await folding;
    must(await bundleArrivals(platform()));
    const seconds = (performance.now() - last) / 1_000;
    const { rows: counted } = await bench.owner.query<{ incidents: number; reports: number; alerts: number }>(
      `select count(*)::int as incidents, sum(reports)::int as reports, count(alerted_at)::int as alerts from takedown.incident
       where bundle_mark = (select file_mark from takedown.machine_report_part order by added_at desc limit 1)`,
    );
    const [found] = counted;
    return [
      { what: 'reports of one file, a second', value: Math.round(filed.perSecond), n: viral },
      exactly('incidents of one file', found?.incidents ?? 0, 1),
      exactly('reports counted in it', found?.reports ?? 0, viral),
      exactly('alerts of it', found?.alerts ?? 0, 1),
      atMost('seconds from the last report to the folded incident', seconds, 2),
    ];
  }
}

const XML = `<?xml version="1.0" encoding="UTF-8"?><report><incidentSummary><incidentType>Child Sex Trafficking</incidentType><incidentDateTime>2026-11-01T00:00:00Z</incidentDateTime></incidentSummary><internetDetails><webPageIncident><url>https://trang-mau.example/1</url></webPageIncident></internetDetails><reporter><reportingPerson><email>an-toan@nen-tang.example</email></reportingPerson></reporter><personOrUserReported><espIdentifier>1</espIdentifier><espService>Mạng mẫu</espService></personOrUserReported></report>`;

interface Measured {
  readonly perSecond: number;
  readonly took: readonly number[];
}

/** Does the act so many times, as many at once as there are lanes. */
async function lanes(count: number, act: (at: number) => Promise<unknown>): Promise<Measured> {
  const took: number[] = [];
  let next = 0;
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: LANES }, async () => {
      for (let at = next++; at < count; at = next++) {
        const started = performance.now();
        await act(at);
        took.push(performance.now() - started);
      }
    }),
  );
  return { perSecond: count / ((performance.now() - begun) / 1_000), took };
}

const figures = (what: string, { perSecond, took }: Measured): BenchRow[] => [
  {
    what: `a report ${what}, ms`,
    p50: Math.round(quantile([...took], 0.5)),
    p95: Math.round(quantile([...took], 0.95)),
    n: took.length,
    perSecond: Math.round(perSecond),
  },
];
