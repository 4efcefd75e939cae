import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * No violation of WCAG that axe finds, in light and, of what the theme changes, in dark.
 * @param themes those to look at, where a walk of many pages looks at one theme each way; everything is checked in the first
 */
export async function noViolations(
  { page }: { readonly page: Page },
  where: string,
  themes: readonly ('light' | 'dark')[] = ['light', 'dark'],
): Promise<void> {
  // A select that was set to a value it does not have shows nothing and sends nothing.
  const empty = await page.evaluate(() =>
    [...document.querySelectorAll('select')].flatMap((one) => (one.selectedIndex < 0 && one.length > 0 ? one.id : [])),
  );
  expect(empty, `${where}: selects without a choice`).toEqual([]);
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme });
    const found = await page.evaluate(
      async (rules) => {
        type Axe = { run(what: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
        // Of what passes nothing is read, and to write that up is a quarter of its time.
        const { violations } = await (window as unknown as { axe: Axe }).axe.run({ ...rules, reporter: 'no-passes' });
        return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
      },
      colorScheme !== themes[0] ? { runOnly: ['color-contrast'] } : {},
    );
    expect(found, `${where}, ${colorScheme}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'light' });
}
