import { type ImportGraph, importersOf, importGraph, reached } from '../gates/import-graph.ts';

/** What a change can break. */
export interface Chosen {
  /** Why everything is run; undefined where `tests` says what. */
  readonly all?: string;
  /** Test files. */
  readonly tests: readonly string[];
  /** Modules that were changed, and those that import them. */
  readonly modules: readonly string[];
  /** Whether pages may have other types or other parts now. */
  readonly pages: boolean;
}

const TEST = /\.test\.ts$/;
const NOT_RUN = /\.md$|^docs\/|^LICENSE$|^NOTICE$|^\.gitignore$|^biome\.json$|^knip\.json$/;
/** What every test stands on. */
const GROUND =
  /^(package(-lock)?\.json|vitest\.config\.ts|tsconfig\.json|src\/kernel\/|apps\/server\/|data\/vn\/|tools\/((test|temporary-folder|install)\.(ts|mjs)$|test\/(test-|spawn-server)|installation\/))/;
const APP = /^apps\/(portal|desk)\//;

/**
 * Chooses the tests that a change can break: those of the modules changed and of every module that imports them, by the
 * real imports; tests outside of the modules that use a changed module or a changed helper themselves; browser tests that
 * open a page which takes something from such a module or was changed. A change of the kernel, the server or what tests
 * stand on chooses all.
 * @param files of the checkout, paths from its root
 * @param read the text of one of them
 * @throws where it cannot tell what a changed file can break
 */
export function chooseTests(
  changed: readonly string[],
  files: readonly string[],
  read: (file: string) => string,
): Chosen {
  const relevant = changed.filter((file) => !NOT_RUN.test(file));
  const ground = relevant.find((file) => GROUND.test(file) && !TEST.test(file));
  if (ground !== undefined)
    return { all: `${ground} is what everything stands on`, tests: [], modules: [], pages: true };
  const graph = importGraph(files, read);
  const house = new House(files, read, graph);
  const tests = new Set<string>();
  const changedModules = new Set<string>();
  const pages = new Set<string>();
  for (const file of relevant) {
    const module = moduleOf(file);
    if (TEST.test(file)) tests.add(file);
    else if (module !== undefined) changedModules.add(module);
    else if (file.startsWith('hash-kernel/')) {
      for (const one of house.modulesThatImport('hash-kernel/')) changedModules.add(one);
      for (const test of house.testsUnder('hash-kernel/')) tests.add(test);
      for (const page of house.pagesThatUse((one) => one.startsWith('hash-kernel/'))) pages.add(page);
    } else if (APP.test(file)) {
      const app = APP.exec(file)?.[1] as string;
      for (const test of house.testsUnder(`apps/${app}/`)) tests.add(test);
      for (const page of house.pagesOf(app, file)) pages.add(page);
    } else if (file.startsWith('apps/shared/')) {
      for (const test of house.testsUnder('apps/shared/')) tests.add(test);
      for (const app of ['portal', 'desk']) for (const page of house.pagesUnder(app, '')) pages.add(page);
    } else if (/^(apps\/cli|tools|tests)\//.test(file)) for (const test of house.testsThatUse(file)) tests.add(test);
    else throw new Error(`npm test -- --changed cannot tell what ${file} can break; run npm test`);
  }
  const modules = house.withImporters(changedModules);
  for (const module of modules) for (const test of house.testsUnder(`src/${module}/`)) tests.add(test);
  for (const test of house.outsideTestsOf(changedModules)) tests.add(test);
  for (const page of house.pagesThatUse((one) => changedModules.has(moduleOf(one) ?? ''), changedModules))
    pages.add(page);
  for (const test of house.browserTestsOf(pages)) tests.add(test);
  return {
    tests: [...tests].filter((test) => files.includes(test)).sort(),
    modules: [...modules].sort(),
    pages: relevant.some(
      (file) => APP.test(file) || file.startsWith('apps/shared/') || (moduleOf(file) !== undefined && !TEST.test(file)),
    ),
  };
}

const moduleOf = (file: string): string | undefined => /^src\/([^/]+)\//.exec(file)?.[1];

/** Questions to the checkout. */
class House {
  readonly #files: readonly string[];
  readonly #read: (file: string) => string;
  readonly #graph: ImportGraph;
  readonly #importers: ImportGraph;

  constructor(files: readonly string[], read: (file: string) => string, graph: ImportGraph) {
    this.#files = files;
    this.#read = read;
    this.#graph = graph;
    this.#importers = importersOf(graph);
    const silent = this.#modules().filter((module) => ![...this.#importsOf(`src/${module}/`)].length);
    // The kernel alone imports no other part; a reader that sees no imports at all would choose too little.
    if (this.#modules().length > 2 && silent.length > this.#modules().length / 2)
      throw new Error('npm test -- --changed read no imports; run npm test');
  }

  testsUnder(folder: string): string[] {
    return this.#files.filter((file) => file.startsWith(folder) && TEST.test(file));
  }

  /** Modules with a file that imports something under the folder; their tests do not count. */
  modulesThatImport(folder: string): Set<string> {
    return new Set(
      this.#modules().filter((module) => [...this.#importsOf(`src/${module}/`)].some((one) => one.startsWith(folder))),
    );
  }

  withImporters(changed: ReadonlySet<string>): Set<string> {
    const found = new Set(changed);
    for (const module of found) for (const one of this.modulesThatImport(`src/${module}/`)) found.add(one);
    return found;
  }

  /** Tests that import the file, by whatever way. */
  testsThatUse(file: string): string[] {
    return [...reached(this.#importers, [file])].filter((one) => TEST.test(one));
  }

  /** Tests outside of src that import something of a module, by themselves or by a helper of the tests. */
  outsideTestsOf(modules: ReadonlySet<string>): string[] {
    const ofHelpers = (file: string) => !/^(tests|tools)\//.test(file);
    return this.#files.filter(
      (file) =>
        TEST.test(file) &&
        !file.startsWith('src/') &&
        [...reached(this.#graph, [file], ofHelpers)].some((one) => modules.has(moduleOf(one) ?? '')),
    );
  }

  /** Pages of both applications that use a file of these, or take from one of the modules what the server hands over. */
  pagesThatUse(wanted: (file: string) => boolean, handedOver: ReadonlySet<string> = new Set()): string[] {
    const named = [...handedOver].map((module) => new RegExp(`\\bmodules\\b[^\\n]*\\b${module}\\b`));
    return this.#files
      .filter((file) => APP.test(file) && !TEST.test(file))
      .filter(
        (file) =>
          [...(this.#graph.get(file) ?? [])].some(wanted) || named.some((pattern) => pattern.test(this.#read(file))),
      )
      .flatMap((file) => this.pagesOf(APP.exec(file)?.[1] as string, file));
  }

  /** Pages that a file of an application is a part of. What is no part of one is a part of all: hooks, settings, styles. */
  pagesOf(app: string, file: string): string[] {
    const parts = [...reached(this.#importers, [file])].filter((one) => one.startsWith(`apps/${app}/src/routes/`));
    if (parts.length === 0 || /\/hooks|\/app\.html$/.test(file)) return this.pagesUnder(app, '');
    return parts.flatMap((part) => {
      const folder = part.slice(`apps/${app}/src/routes`.length, part.lastIndexOf('/'));
      return /\/\+layout[^/]*$/.test(part) ? this.pagesUnder(app, folder) : [`${app} ${addressOf(folder)}`];
    });
  }

  /** @returns pages as `desk /ho-so` */
  pagesUnder(app: string, folder: string): string[] {
    const start = `apps/${app}/src/routes`;
    return this.#files
      .filter((file) => file.startsWith(`${start}${folder}/`) && /\/\+page[^/]*$/.test(file))
      .map((file) => `${app} ${addressOf(file.slice(start.length, file.lastIndexOf('/')))}`);
  }

  /** Browser tests whose text opens one of the pages; `every-page` opens all of them and belongs to the whole run. */
  browserTestsOf(pages: ReadonlySet<string>): string[] {
    if (pages.size === 0) return [];
    const opens = [...pages].map((page) => {
      const address = page.slice(page.indexOf(' ') + 1);
      const end = address === '/' ? '(?=[\'"`?#])' : '(?![\\w-])';
      return new RegExp(`['"\`}](/en)?${address}${end}`);
    });
    return this.#files.filter((file) => {
      if (!TEST.test(file) || !/browser/.test(file) || /\/every-page\./.test(file)) return false;
      const text = this.#read(file);
      return opens.some((pattern) => pattern.test(text));
    });
  }

  #modules(): string[] {
    return [...new Set(this.#files.flatMap((file) => moduleOf(file) ?? []))];
  }

  #importsOf(folder: string): Set<string> {
    const files = this.#files.filter(
      (file) => file.startsWith(folder) && !/\.test(ing)?\.ts$|\/testing\.ts$/.test(file),
    );
    return new Set(files.flatMap((file) => [...(this.#graph.get(file) ?? [])]));
  }
}

/** `/(site)/viet/[[teller]]` is opened at `/viet`: up to the first part that is not fixed. */
function addressOf(folder: string): string {
  const parts = folder.split('/').filter((part) => part !== '' && !/^\(.*\)$/.test(part));
  const open = parts.findIndex((part) => part.startsWith('['));
  return `/${(open === -1 ? parts : parts.slice(0, open)).join('/')}`;
}
