import type { Job, Services } from '../kernel/index.ts';
import { PUSH_ALERT, pushAlert } from './alerts/push-alert.ts';
import { SEND_ALERT, sendAlert } from './alerts/send-alert.ts';
import { PUSH_DRILL, pushDrill } from './drills/push-drill.ts';
import { bundleArrivals } from './items/bundle.ts';
import { SETTLE_TRACKS } from './items/item-store.ts';
import { HOST_LOOK_UP, lookUpHost } from './items/look-up-host.ts';
import { expireReports } from './machine-reports/expire-reports.ts';
import { giveOutcomes } from './machine-reports/give-outcomes.ts';
import { pushOutcomes } from './machine-reports/push-outcomes.ts';
import { READ_XARF_LETTER, readXarfLetter } from './machine-reports/xarf-letter.ts';
import { settleTracks } from './origins/content-track.ts';
import { tellOrigins, tellReport } from './origins/tell-origins.ts';
import { SCORE_DOMAIN_JOB, scoreAnew, scoreDomain } from './triage/score-anew.ts';

export const takedownJobs = (services: Services): readonly Job[] => [
  {
    name: 'takedown.bundle',
    // Each arrival asks for it; the minute is for what a process left that died.
    cron: '* * * * *',
    run: async (ctx) => void (await bundleArrivals(ctx)),
  },
  { name: SEND_ALERT, run: async (ctx, { alert }) => void (await sendAlert(ctx, String(alert))) },
  { name: PUSH_ALERT, run: async (ctx, { alert }) => void (await pushAlert(ctx, String(alert))) },
  { name: PUSH_DRILL, run: async (ctx, { drill }) => void (await pushDrill(ctx, String(drill))) },
  { name: 'takedown.tell-origins', run: (ctx, { item, state }) => tellOrigins(ctx, String(item), String(state)) },
  { name: 'takedown.tell-report', run: (ctx, { report, code }) => tellReport(ctx, String(report), String(code)) },
  {
    name: 'takedown.expire-reports',
    cron: '*/5 * * * *',
    run: async (ctx) => void (await expireReports(ctx)),
  },
  {
    name: 'takedown.give-outcomes',
    // Before the working day: 06:10 in Viet Nam.
    cron: '10 23 * * *',
    run: async (ctx) => {
      await giveOutcomes(ctx);
      await pushOutcomes(ctx);
    },
  },
  {
    name: READ_XARF_LETTER,
    run: (ctx, { account, reference, agency, contact }) =>
      readXarfLetter(ctx, {
        account: String(account),
        reference: String(reference),
        agency: String(agency),
        contact: String(contact),
      }),
  },
  { name: SETTLE_TRACKS, run: (ctx, { item }) => settleTracks(ctx, String(item)) },
  { name: 'takedown.score-anew', run: async (ctx) => void (await scoreAnew(ctx)) },
  { name: SCORE_DOMAIN_JOB, run: async (ctx, { rule }) => void (await scoreDomain(ctx, String(rule))) },
  {
    name: 'takedown.look-up-host',
    run: async (ctx, { item }) => void (await lookUpHost(ctx, services.service(HOST_LOOK_UP), String(item))),
  },
];
