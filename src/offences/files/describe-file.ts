import { actAs, type Ctx, ok, type Result, systemActor } from '../../kernel/index.ts';
import { nodeNumber } from '../graph/link-lists.ts';
import { sealJson } from '../sealed-json.ts';
import { keepWording } from '../series/wording.ts';
import { auditOf, fileAct, type OnFile } from './file-record.ts';
import { changeFile, insertEvent } from './file-store.ts';
import { type DescribedFile, type FileSecrets, readDescription } from './open-file.ts';

/** Writes anew what is known of a file. Refusals: those of an act on a file, `offence-file.unusable`, `offence-file.holds-media`, `text.*` */
export async function describeFile(ctx: Ctx, input: OnFile & DescribedFile): Promise<Result<void>> {
  const described = readDescription(input);
  if (!described.ok) return described;
  const { summary, ...codes } = described.value;
  return fileAct(ctx, 'offence-file.describe', input, async (tx, file) => {
    const sealed = await sealJson(ctx.kernel, 'offence_file', file.id, { summary } satisfies FileSecrets);
    await changeFile(tx, file, { ...codes, sealed });
    await actAs(tx, systemActor('offences.describe'), (platform) =>
      keepWording(ctx.kernel, platform, { kind: nodeNumber('FILE'), object: file.id, file: file.id }, summary),
    );
    await insertEvent(tx, file.id, 'described');
    tx.audit(auditOf(file, 'offence-file.describe'));
    return ok();
  });
}
