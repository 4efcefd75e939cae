import { casesModule, openCase } from '../../cases/index.ts';
import { sweepClocks } from '../../clocks/index.ts';
import { type Ctx, type JobSetAside, ok, type Result, systemActor } from '../../kernel/index.ts';
import type { Cast } from '../cast.ts';
import { must } from '../must.ts';
import { runJob } from '../run-job.ts';
import { NotYet, receptionOf, Story, type StoryCast } from './case-story.ts';
import { type Scenario, scenarios, usualCourse } from './scenarios.ts';

/** Reports that become cases, beside those that communes open themselves. */
const HANDED_OVER = 16;
/** Stories that are told beside each other. */
const LANES = 4;

/** A confirmed report at the moment of its handing over. */
export interface HandedOver {
  readonly report: string;
  readonly commune: string;
  /** The context of whoever hands it over, at that moment. */
  readonly ctx: Ctx;
}

/** The demonstration's cases: `handOver` opens one for an invented report while its story is told; `play` tells all of them, up to the present. */
export interface DemonstrationCases {
  /** @returns whether a case was opened */
  handOver(moment: HandedOver): Promise<boolean>;
  /** @returns how many cases there are */
  play(): Promise<Result<number>>;
}

/**
 * Invented cases in every state of the process, in several communes and provinces, through the verbs and under the row locks, each act
 * at its moment of the past. Marked as invented.
 */
export function demonstrationCases(ctx: Ctx, cast: Cast): DemonstrationCases {
  const platform = ctx.as(systemActor('demonstration.cases'));
  const company = companyOf(cast);
  const taken: { case: string; commune: string; at: Date; number: number }[] = [];
  return {
    handOver: async ({ report, commune, ctx: desk }) => {
      if (taken.length >= HANDED_OVER || !hasOffice(cast, commune)) return false;
      const number = taken.length;
      const opened = must(
        await openCase(desk, {
          report,
          commune,
          reception: { ...receptionOf(number, desk.now), source_channel: 'ONLINE' },
        }),
      );
      taken.push({ case: opened.id, commune, at: desk.now, number });
      return true;
    },
    play: async () => {
      const own = scenarios.map((scenario, at) => ({ ...scenario, number: HANDED_OVER + at }));
      const stories = [
        ...own
          .filter(({ commune }) => hasOffice(cast, commune))
          .map((scenario) => tellOwn(platform, company, scenario, scenario.number)),
        ...taken.map((one) => tellHandedOver(platform, company, one)),
      ];
      const waiting = [...stories];
      const lane = async () => {
        for (let story = waiting.shift(); story; story = waiting.shift()) await story();
      };
      await Promise.all(Array.from({ length: LANES }, lane));
      const swept = await sweepClocks(platform);
      return swept.ok ? ok(stories.length) : swept;
    },
  };
}

function companyOf(cast: Cast): StoryCast {
  return (role, agency) => ({
    ...cast.one(role, agency),
    purpose: role.startsWith('police') ? 'investigation' : 'protection',
  });
}

function hasOffice(cast: Cast, commune: string): boolean {
  return cast.actors.some((one) => one.agency === `UBND-${commune}`);
}

function tellOwn(platform: Ctx, company: StoryCast, scenario: Scenario, number: number): () => Promise<void> {
  return () =>
    tell(platform, (tx) => {
      const story = new Story(platform, tx, {
        number,
        at: scenario.begins(platform.now),
        commune: scenario.commune,
        company,
        doJob,
      });
      return scenario.play(story, company);
    });
}

function tellHandedOver(
  platform: Ctx,
  company: StoryCast,
  one: { case: string; commune: string; at: Date; number: number },
): () => Promise<void> {
  return () => tell(platform, (tx) => usualCourse(new Story(platform, tx, { ...one, company, doJob }), company));
}

async function tell(platform: Ctx, play: (tx: Parameters<Parameters<Ctx['transaction']>[0]>[0]) => Promise<void>) {
  must(
    await platform.transaction(
      async (tx) => {
        try {
          await play(tx);
        } catch (error) {
          if (!(error instanceof NotYet)) throw error;
        }
        return ok();
      },
      { keep: true },
    ),
  );
}

async function doJob(ctx: Ctx, aside: JobSetAside): Promise<void> {
  // Hundreds of files that nobody may ever ask for; who does gets it made then.
  if (aside.job === 'cases.archive-document') return;
  await runJob(ctx, casesModule, aside);
}
