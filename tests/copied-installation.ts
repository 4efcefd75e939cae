import { copyTemplate, type TemplateKind } from '../tools/installation/installation-template.ts';
import { temporaryFolder } from '../tools/temporary-folder.ts';

/** A data folder of one test file's own, copied from the template: making it is most of a first start. */
export async function copiedInstallation(kind: TemplateKind): Promise<string> {
  const dataDir = temporaryFolder(`lachan-${kind}-`);
  await copyTemplate(kind, dataDir);
  return dataDir;
}
