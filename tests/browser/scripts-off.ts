import type { Page } from 'playwright-core';
import { noViolations } from './no-violations.ts';

/**
 * Switches the scripts of a page off by the inspector and not by its context, whose switch could not be lifted for axe.
 * @returns what looks at the page with axe: scripts are let in for as long
 */
export async function switchScriptsOff(page: Page): Promise<(where: string) => Promise<void>> {
  const inspector = await page.context().newCDPSession(page);
  const letIn = (value: boolean) => inspector.send('Emulation.setScriptExecutionDisabled', { value: !value });
  await letIn(false);
  return async (where) => {
    await letIn(true);
    await noViolations({ page }, where);
    await letIn(false);
  };
}
