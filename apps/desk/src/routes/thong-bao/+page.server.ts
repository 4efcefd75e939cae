import { service } from '../../../../../src/vocabulary/index.ts';
import { agencyNames } from '../../agency/agencies.server.ts';
import { m } from '../../paraglide/messages.js';
import { valueOrError } from '../../server/answer.server.ts';
import { clockName, label, roleName, words } from '../../server/codes.server.ts';
import { formAct } from '../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'desk.use' };

/** Where a notice leads, by the kind of its object. */
const leads: Readonly<Record<string, (id: string) => string>> = {
  'break-glass': () => '/mo-khan',
  appointment: () => '/nguoi',
  report: (id) => `/bao-cao/${id}`,
  case: (id) => `/ho-so/${id}`,
  referral: (id) => `/chuyen-gui/${id}`,
  supplement: (id) => `/bao-cao/mau-01/${id}`,
  'listening-alert': (id) => `/lang-nghe/canh-bao/${id}`,
  concern: () => '/lo-ngai',
  'safeguard-alert': () => '/lo-ngai',
  'contact-slow': () => '/truc/lam-cham',
  'hash-peer': () => '/ma-bam/trao-doi',
  'officer-call': () => '/truc-ban',
  contact: (id) => `/truc?cuoc=${id}`,
  'hash-entry': (id) => `/ma-bam/${id}`,
  'channel-account': (id) => `/kenh/${id}`,
  'takedown-order': (id) => `/noi-dung/lenh/${id}`,
  'addressee-contact': () => '/mang-luoi',
  'alert-receipt': (id) => `/noi-dung/canh-bao/hop-thu/${id}`,
  'offence-file': (id) => `/vi-pham/${id}`,
  'offence-request': (id) => `/vi-pham?yeu-cau=${id}`,
  'offence-series': (id) => `/vi-pham/chuoi/${id}`,
  'deconfliction-pointer': () => '/vi-pham/tranh-trung',
  'deconfliction-lock': () => '/vi-pham/tranh-trung#khoa',
  'watch-term': () => '/vi-pham/tranh-trung#theo-doi',
  'content-item': (id) => `/noi-dung/${id}`,
  'machine-report': (id) => `/noi-dung/bao-cao-tu-dong/${id}`,
  // Leads a member to its own page.
  'drill-call': () => '/mang-luoi',
};

export const load: PageServerLoad = async ({ locals: { app, ctx }, url, depends }) => {
  depends('desk:notices');
  const unreadOnly = url.searchParams.get('chua-doc') === '1';
  const before = url.searchParams.get('sau') ?? undefined;
  const list = valueOrError(
    ctx,
    await app.modules.work.listNotices(ctx, { unreadOnly, ...(before ? { before } : {}) }),
  );
  const agencies = await agencyNames(
    app,
    ctx,
    list.notices.flatMap(({ facts }) => [facts.agency, facts.unit].filter((one) => typeof one === 'string')),
  );
  return {
    notices: list.notices.map((notice) => ({
      id: notice.id,
      title: [words('notice', notice.kind), notice.reference ?? countOf(notice)].flat().join(': '),
      detail: [
        ...Object.entries(notice.facts).map(([name, value]) => {
          if (name === 'agency' || name === 'unit') return agencies.get(String(value)) ?? String(value);
          if (name === 'role') return roleName(String(value));
          if (name === 'urgency') return String(value);
          if (name === 'rule') return clockName(String(value));
          if (name === 'answer') return words('answer', String(value));
          if (name === 'service') return label(service, String(value));
          if (name === 'refusal') return app.modules.takedown.whyNotTaken(String(value), ctx.language) || [];
          if (name !== 'outcome') return [];
          const { deconflictionOutcome } = app.modules.offences;
          return deconflictionOutcome.has(value)
            ? label(deconflictionOutcome, String(value))
            : words('outcome', String(value));
        }),
      ]
        .flat()
        .join(' · '),
      // One that tells of several deadlines leads to where they all stand.
      href: notice.object
        ? leads[notice.object.kind]?.(notice.object.id)
        : notice.kind.startsWith('clock.')
          ? '/'
          : undefined,
      at: notice.createdAt.toISOString(),
      unread: notice.readAt === null,
    })),
    next: list.next,
  };
};

/** How many matters one notice tells of, where it is not one alone. */
function countOf({ kind, facts }: { readonly kind: string; readonly facts: Readonly<Record<string, unknown>> }) {
  const count = Number(facts.count ?? 0);
  if (count < 2) return [];
  if (kind.startsWith('machine-report.')) return m.notice_reports_count({ count });
  return kind.startsWith('clock.') ? m.notice_clocks_count({ count }) : m.notice_cases_count({ count });
}

export const actions: Actions = {
  doc: formAct(({ ctx, modules, form }) => modules.work.readNotices(ctx, { ids: form.getAll('id').map(String) })),
};
