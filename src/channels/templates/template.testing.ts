import type { TestKernel } from '../../../tools/test/test-kernel.ts';
import { must } from '../../../tools/test/test-result.ts';
import type { PersonActor } from '../../kernel/index.ts';
import { decideApproval, listApprovals } from '../../work/index.ts';
import { askTemplateApproval, registerTemplate, writeTemplate } from './keep-templates.ts';

/** A template for texts that two people approved and a network knows. @returns its id */
export async function registerTestTemplate(
  home: Pick<TestKernel, 'context'>,
  of: {
    readonly writer: PersonActor;
    readonly second: PersonActor;
    readonly text: string;
    readonly code?: string;
    readonly channel?: string;
  },
): Promise<string> {
  const [writer, second] = [home.context(of.writer), home.context(of.second)];
  const input = { channel: of.channel ?? 'sms-gateway', code: of.code ?? 'nhac-hen', text: of.text };
  const { id: template } = must(await writeTemplate(writer, input));
  must(await askTemplateApproval(writer, { template }));
  const asked = must(await listApprovals(second)).find(({ object }) => object.id === template);
  must(await decideApproval(second, { approval: asked?.id ?? '', decision: 'APPROVED' }));
  must(await registerTemplate(writer, { template, networkId: 'T1' }));
  return template;
}
