import { spawnSync } from 'node:child_process';

/**
 * Files that differ from where this branch left `main`, committed or not, those that git does not know yet among them. On main
 * itself: since the last commit, or what that commit changed where nothing is open.
 * @throws where git does not answer: then nobody can tell what changed
 */
export function changedFiles(root: string): string[] {
  const head = git(root, 'rev-parse', 'HEAD');
  const base = git(root, 'merge-base', 'main', 'HEAD');
  const open = [
    ...lines(git(root, 'diff', '--name-only', 'HEAD')),
    ...lines(git(root, 'ls-files', '--others', '--exclude-standard')),
  ];
  const since = base === head && open.length === 0 ? 'HEAD~1' : base;
  return [...new Set([...lines(git(root, 'diff', '--name-only', '--no-renames', since)), ...open])].sort();
}

function git(root: string, ...args: string[]): string {
  const { status, stdout, stderr, error } = spawnSync('git', ['-c', 'core.quotePath=false', ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0)
    throw new Error(
      `npm test -- --changed cannot tell what changed (git ${args[0]}): ${error?.message ?? stderr.trim()}; run npm test`,
    );
  return stdout.trim();
}

const lines = (text: string): string[] => text.split('\n').filter((line) => line !== '');
