import type * as cases from '../../src/cases/index.ts';
import type * as documents from '../../src/documents/index.ts';
import type * as hashes from '../../src/hashes/index.ts';
import type * as intake from '../../src/intake/index.ts';
import type { Actor, Ctx, Kernel, Language, Permission, Permissions } from '../../src/kernel/index.ts';
import type * as listening from '../../src/listening/index.ts';
import type * as members from '../../src/members/index.ts';
import type * as vocabulary from '../../src/vocabulary/index.ts';
import type * as work from '../../src/work/index.ts';

/** The modules, as the pages call them: by name, through their front doors. */
export interface Modules {
  readonly members: typeof members;
  readonly hashes: typeof hashes;
  readonly intake: typeof intake;
  readonly vocabulary: typeof vocabulary;
  readonly cases: typeof cases;
  readonly documents: typeof documents;
  readonly listening: typeof listening;
  readonly work: typeof work;
}

/** One page request, told who asks and whether they may. */
export interface Visit {
  readonly ctx: Ctx;
  readonly admitted: boolean;
}

/**
 * What the server built once and hands to the pages: one pool, one set of keys, one index.
 * Pages never import a module's code; they find it here.
 */
export interface App {
  readonly kernel: Kernel;
  readonly modules: Modules;
  readonly permissions: Permissions;
  /** Whether this installation shows the invented demonstration. */
  readonly demonstration: boolean;
  /** Where people sign in to work, for the page that sends professionals there. */
  readonly deskUrl: string;
  /** The modules beside `cases` that keep clocks of the law, for who changes a rule. */
  readonly clockKeepers: readonly vocabulary.ClockKeeper[];
  /** The hash index of this process and the log of what it was asked. */
  matching(): hashes.Matching;
  context(request: { actor: Actor; requestId: string; language: Language }): Ctx;
  /** Finds out who asks for a page and whether the page's permission lets them. A refusal of a person is audited. */
  visit(request: Request, surface: 'portal' | 'desk', may: Permission, language: Language): Promise<Visit>;
}

const KEY = Symbol.for('la-chan.app');

/** Hands the App to the page handlers, which are bundles of their own and share nothing else with this process. */
export function handOver(app: App): void {
  (globalThis as { [KEY]?: App })[KEY] = app;
}

/** The App that was handed over, as the bundles find it. */
export function handedOver(): App {
  return (globalThis as { [KEY]?: App })[KEY] as App;
}
