import type { Kernel, Tx } from '../../kernel/index.ts';
import type { IdentifierRow } from '../graph/graph-tables.ts';
import { nodeNumber } from '../graph/link-lists.ts';
import { nodeNumbers } from '../graph/node-store.ts';
import { sealJson } from '../sealed-json.ts';
import { NORMAL_FORM_VERSION, type NormalForm } from './identifier.ts';
import { marksOf } from './identifier-marks.ts';
import { findIdentifier, insertIdentifier } from './identifier-store.ts';

/** What is sealed of an identifier. */
export interface IdentifierSecrets {
  readonly normal: string;
  readonly display: string;
}

/** The identifier and its point of the graph, made where nobody wrote it before. As the platform. */
export async function keepIdentifier(
  kernel: Kernel,
  platform: Tx,
  form: NormalForm,
  more: { readonly childOwned?: boolean | undefined; readonly demonstration?: boolean | undefined } = {},
): Promise<IdentifierRow> {
  const { id, blind, skeletonBlind } = await marksOf(kernel, form);
  const known = await findIdentifier(platform, id);
  if (known) return known;
  const [node] = (await nodeNumbers(platform, [{ kind: nodeNumber('IDENTIFIER'), object: id }])) as [number];
  await insertIdentifier(platform, {
    id,
    node,
    kind: form.kind,
    blind,
    skeleton_blind: skeletonBlind,
    form_version: NORMAL_FORM_VERSION,
    mask: form.mask,
    sealed: await sealJson(kernel, 'identifier', id, {
      normal: form.normal,
      display: form.display,
    } satisfies IdentifierSecrets),
    child_owned: more.childOwned === true,
    is_demonstration: more.demonstration === true,
    made_at: platform.now,
  });
  const made = await findIdentifier(platform, id);
  if (!made) throw new Error('an identifier that was written is not there');
  return made;
}
