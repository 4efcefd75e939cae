import { labelName, labelOptions, severityName, useState } from '../../../listening/operations-view.server.ts';
import { valueOrError } from '../../../server/answer.server.ts';
import { localName } from '../../../server/codes.server.ts';
import type { PageServerLoad } from './$types';

export const _may = { action: 'listening-rule.read' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, url, depends }) => {
  depends('desk:listening-rules');
  const all = valueOrError(ctx, await app.modules.listening.listRules(ctx)).map((rule) => {
    const live = rule.versions.find((version) => version.state === 'LIVE');
    const newest = rule.versions[0];
    // A draft is one that nothing newer has taken the place of.
    const draft = newest?.state === 'DRAFT' ? newest : undefined;
    const shownVersion = live ?? newest;
    return {
      id: rule.id,
      code: rule.code,
      name: localName(rule),
      label: shownVersion?.label ?? '',
      labelName: shownVersion ? labelName(app, shownVersion.label) : '',
      severity: shownVersion ? severityName(shownVersion.severity) : '',
      live: live?.version,
      draft: draft?.version,
      state: useState(live ? 'LIVE' : draft ? 'DRAFT' : 'RETIRED'),
      patterns: shownVersion?.patterns ?? 0,
      versions: rule.versions.length,
      tried:
        rule.versions
          .flatMap((version) => version.trial?.ranAt ?? [])
          .toSorted()
          .at(-1) ?? null,
    };
  });
  const asked = (name: string) => url.searchParams.get(name) ?? '';
  return {
    rows: all.filter(
      (rule) =>
        (asked('nhan') === '' || rule.label === asked('nhan')) &&
        (asked('dung') === '' || rule.state.code === asked('dung')) &&
        (asked('nhap') === '' || rule.draft !== undefined),
    ),
    labels: labelOptions(app).filter(({ value }) => all.some((rule) => rule.label === value)),
    counts: {
      live: all.filter((rule) => rule.live !== undefined).length,
      drafts: all.filter((rule) => rule.draft !== undefined).length,
      placeholders: all.filter((rule) => rule.live !== undefined && rule.code.endsWith('.placeholder')).length,
    },
    mayDraft: app.permissions.allows({ action: 'listening-rule.draft' }, ctx.actor, ctx.now),
    now: ctx.now.toISOString(),
  };
};
