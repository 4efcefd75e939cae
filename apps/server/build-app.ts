import * as cases from '../../src/cases/index.ts';
import * as documents from '../../src/documents/index.ts';
import * as hashes from '../../src/hashes/index.ts';
import * as intake from '../../src/intake/index.ts';
import {
  type Config,
  createContext,
  type Kernel,
  newId,
  type Permission,
  Permissions,
  type RawRoute,
  type Route,
} from '../../src/kernel/index.ts';
import * as listening from '../../src/listening/index.ts';
import * as members from '../../src/members/index.ts';
import * as vocabulary from '../../src/vocabulary/index.ts';
import * as work from '../../src/work/index.ts';
import type { App } from './app.ts';
import { liveRoute } from './live-route.ts';
import { schemas } from './modules.ts';

let matching: hashes.Matching | undefined;

/** Gives the routes the index of this process, before the first request. */
export function setMatching(given: hashes.Matching): void {
  matching = given;
}

function theMatching(): hashes.Matching {
  if (!matching) throw new Error('the hash index of this process was not started');
  return matching;
}

/** All API routes of the platform; each names its surface. */
export const routes: readonly Route[] = [
  ...hashes.hashesRoutes(theMatching),
  ...intake.intakeRoutes,
  ...cases.casesRoutes,
  ...listening.listeningRoutes,
];
export const rawRoutes: readonly RawRoute[] = [
  liveRoute,
  ...hashes.hashesRawRoutes(theMatching),
  ...listening.listeningRawRoutes,
];

export const capabilities = [
  work.workCapabilities,
  members.membersCapabilities,
  hashes.hashesCapabilities,
  cases.casesCapabilities,
  listening.listeningCapabilities,
];

/** Where people sign in to work. */
export function deskUrlOf(config: Config): string {
  return `${config.publicProtocol}://${config.deskHosts[0] ?? `localhost:${config.deskPort}`}`;
}

/** Builds the App of this process on an open kernel. */
export function buildApp(kernel: Kernel, demonstration: boolean): App {
  const permissions = new Permissions(
    schemas.flatMap((schema) => schema.policies),
    capabilities,
  );
  return {
    kernel,
    modules: { members, work, documents, hashes, intake, cases, vocabulary, listening },
    permissions,
    demonstration,
    deskUrl: deskUrlOf(kernel.config),
    clockKeepers: [intake.reportClocks, listening.alertClocks],
    matching: theMatching,
    context: (request) => createContext(kernel, request),
    visit: async (request, surface, may, language) => {
      const actor = await members.identify(kernel, request, surface);
      const ctx = createContext(kernel, {
        actor,
        requestId: request.headers.get('x-request-id') ?? newId<'request'>(),
        language,
      });
      const admitted = permissions.allows(may, actor, ctx.now);
      if (!admitted && actor.kind === 'person')
        await ctx.auditRefused({ action: (may as Exclude<Permission, 'public'>).action });
      return { ctx, admitted };
    },
  };
}
