import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Config, ConfigError } from '../../src/kernel/index.ts';

/** Stands in the data folder of an installation that was copied from the demonstration's template. */
export const TEMPLATE_MARK = 'made-from-template.json';

/**
 * An installation that was copied from the template has the root keys of the template, which every other copy on this machine
 * has too: it holds invented people alone and never becomes a real one.
 * @throws ConfigError where such an installation is started without the demonstration
 */
export function refuseTemplateKeys(config: Config): void {
  if (config.demonstration || !existsSync(join(config.dataDir, TEMPLATE_MARK))) return;
  throw new ConfigError(
    `DEMONSTRATION: ${config.dataDir} was copied from the demonstration’s template and shares its keys, so that nothing real may come into it. Take it away first: npx lachan demonstration remove`,
  );
}
