import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cruise, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser';
import { moduleNames } from '../../apps/server/modules.ts';
import { filesUnder } from '../files.ts';
import type { Gate } from './gate.ts';
import { importRules } from './import-rules.ts';

const PLACES = ['src', 'hash-kernel', 'apps', 'tools', 'tests'];
const NOT_READ = 'node_modules|/build/|\\.svelte-kit|/paraglide/|^hash-kernel/assembly/';

/** Directions of imports (tools/gates/import-rules.ts), and that every module stands in the order. */
export const importsGate: Gate = {
  name: 'imports',
  async run(root) {
    const rules = importRules();
    const places = PLACES.filter((place) => existsSync(join(root, place)));
    const { output } = await cruise(places, {
      baseDir: root,
      ruleSet: { forbidden: rules },
      validate: true,
      exclude: { path: NOT_READ },
      doNotFollow: { path: 'node_modules' },
      tsPreCompilationDeps: true,
      ...(existsSync(join(root, 'tsconfig.json')) && { tsConfig: { fileName: join(root, 'tsconfig.json') } }),
      enhancedResolveOptions: { extensions: ['.ts', '.js', '.svelte'], conditionNames: ['import', 'node', 'default'] },
    });
    const { summary, modules } = output as ICruiseResult;
    const read = new Set(modules.map((module) => module.source));
    // A checker that cannot read TypeScript reports no violation: count what it read against what is there.
    const unread = filesUnder(root, 'src').filter((file) => file.endsWith('.ts') && !read.has(file));
    return [
      ...(read.size === 0 ? ['no file was read'] : []),
      ...unread.map((file) => `${file} was not read by the import check`),
      ...strangers(root),
      ...summary.violations.map(({ from, to, rule }) => `${from} -> ${to}: ${rule.name}${why(rules, rule.name)}`),
    ];
  },
};

function why(rules: readonly IForbiddenRuleType[], name: string): string {
  const comment = rules.find((rule) => rule.name === name)?.comment;
  return comment === undefined ? '' : ` (${comment})`;
}

function strangers(root: string): string[] {
  const found = new Set(filesUnder(root, 'src').map((file) => file.split('/')[1] ?? ''));
  return [...found]
    .filter((name) => !moduleNames.includes(name))
    .map((name) => `src/${name} is not in the list of apps/server/modules.ts`);
}
