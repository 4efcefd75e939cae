import { m } from '../paraglide/messages.js';
import type { IconName } from '../parts/Icon.svelte';

/** One place of the desk, and the actions of the policy that lead there. */
export interface Place {
  readonly href: string;
  readonly label: () => string;
  /** Whoever has one of these is led there; absent: everybody. */
  readonly actions?: readonly string[];
  /** Pages that belong to it and stand at addresses of their own. */
  readonly also?: readonly string[];
}

/** Places that belong together: one entry of the navigation, and tabs above each of them. */
export interface Space {
  readonly key: 'today' | 'intake' | 'cases' | 'content' | 'oversight' | 'knowledge';
  readonly label: () => string;
  readonly icon: IconName;
  /** The first that the reader may open is where the space begins. */
  readonly places: readonly Place[];
}

/** In which space a kind of duty is done; the first page has them all. */
export const spaceOfKind: Readonly<Record<string, Space['key']>> = {
  report: 'intake',
  'live-contact': 'intake',
  'case-step': 'cases',
  form: 'cases',
  referral: 'cases',
  plan: 'cases',
  grant: 'cases',
  contact: 'cases',
  track: 'cases',
  'content-item': 'content',
  'offence-file': 'content',
  'offence-request': 'content',
  'offence-series': 'content',
  'deconfliction-pointer': 'content',
  'alert-receipt': 'content',
  'alert-recall': 'content',
  'alert-overturned': 'content',
  'block-appeal': 'content',
  'block-review': 'content',
  'hash-review': 'content',
  'listening-alert': 'content',
  'listening-review': 'content',
  'product-review': 'knowledge',
  'voice-idea': 'knowledge',
  'voice-answer': 'knowledge',
  'provider-word': 'knowledge',
  'learning-item': 'knowledge',
  announcement: 'knowledge',
  'announcement-post': 'knowledge',
  'fan-comment': 'knowledge',
  escalation: 'oversight',
  'break-glass': 'oversight',
};

/** More at once and nobody looks at any. */
export const MOST_SPACES = 5;

/** The spaces of the desk in the order of the working day. */
export const spaces: readonly Space[] = [
  {
    key: 'today',
    label: m.nav_duties,
    icon: 'home',
    places: [
      { href: '/', label: m.duty_all },
      { href: '/viec/quyen-xem', label: m.grant_review_title, actions: ['grant.recertify'] },
      { href: '/viec/lien-he', label: m.contact_title, actions: ['contact-request.answer'] },
      { href: '/viec/huong', label: m.track_title, actions: ['track.end'] },
      { href: '/viec/het-ca', label: m.shift_end_title, actions: ['report.take'] },
      {
        href: '/lich',
        label: m.nav_calendar,
        actions: ['case.list', 'clock.oversee', 'series.work', 'offence-file.read'],
      },
      { href: '/thong-bao', label: m.nav_notices },
    ],
  },
  {
    key: 'intake',
    label: m.space_intake,
    icon: 'phone',
    places: [
      { href: '/bao-cao', label: m.nav_reports, actions: ['report.list'] },
      { href: '/truc', label: m.nav_live, actions: ['contact.list'] },
      { href: '/bao-cao/moi', label: m.nav_new_report, actions: ['report.file-for-caller'] },
      { href: '/tim', label: m.nav_search, actions: ['report.search'] },
      { href: '/lich-truc', label: m.nav_roster, actions: ['roster.see'] },
    ],
  },
  {
    key: 'cases',
    label: m.space_cases,
    icon: 'folder',
    places: [
      { href: '/ho-so', label: m.nav_cases, actions: ['case.overview'] },
      { href: '/chuyen-gui', label: m.nav_referrals, actions: ['referral.read'] },
      { href: '/tu-van', label: m.nav_series, actions: ['series.list'] },
      { href: '/co-so', label: m.facility_title, actions: ['facility.see'] },
      { href: '/xa', label: m.nav_commune, actions: ['case.work'] },
    ],
  },
  {
    key: 'content',
    label: m.space_content,
    icon: 'signal',
    places: [
      { href: '/noi-dung', label: m.nav_content, actions: ['content-item.list'] },
      { href: '/vi-pham', label: m.nav_offences, actions: ['offence-register.list'] },
      { href: '/noi-dung/tham-dinh', label: m.nav_content_grading, actions: ['content-item.grade'] },
      {
        href: '/noi-dung/lenh',
        label: m.nav_orders,
        actions: ['takedown-order.read'],
        also: ['/noi-dung/chua-lenh', '/noi-dung/noi-nhan', '/noi-dung/tai-khoan', '/noi-dung/khieu-nai'],
      },
      { href: '/noi-dung/danh-sach-chan', label: m.nav_blocks, actions: ['block-entry.list'] },
      { href: '/noi-dung/bao-cao-tu-dong', label: m.nav_machine_reports, actions: ['machine-report.list'] },
      { href: '/noi-dung/canh-bao', label: m.nav_alerts, actions: ['network-alert.list'] },
      { href: '/noi-dung/canh-bao/hop-thu', label: m.nav_alerts_received, actions: ['alert-receipt.read'] },
      { href: '/mang-luoi', label: m.nav_network, actions: ['membership.oversee', 'drill-call.acknowledge'] },
      { href: '/lang-nghe/canh-bao', label: m.nav_listening_alerts, actions: ['listening-alert.read'] },
      { href: '/lang-nghe/duyet', label: m.nav_listening_review, actions: ['listening-post.review'] },
      { href: '/lang-nghe', label: m.nav_listening, actions: ['listening.dashboard'] },
      { href: '/ma-bam', label: m.nav_hashes, actions: ['hash-queue.read'] },
      { href: '/ma-bam/nhat-ky', label: m.nav_hash_log, actions: ['hash-log.read'] },
      { href: '/lang-nghe/nguon', label: m.nav_listening_sources, actions: ['listening-source.read'] },
      { href: '/lang-nghe/quy-tac', label: m.nav_listening_rules, actions: ['listening-rule.read'] },
      { href: '/lang-nghe/mo-hinh', label: m.nav_listening_models, actions: ['listening-model.read'] },
      {
        href: '/lang-nghe/luu-giu',
        label: m.nav_listening_keeping,
        actions: ['listening-retention.read', 'listening-dead-letter.retry'],
      },
    ],
  },
  {
    key: 'oversight',
    label: m.space_oversight,
    icon: 'clock',
    places: [
      { href: '/ca-truc', label: m.shift_title, actions: ['report.assign'] },
      { href: '/kenh', label: m.channel_title, actions: ['channel-account.read'] },
      { href: '/dong-ho', label: m.nav_clocks, actions: ['clock.oversee'] },
      { href: '/kenh/gui-di', label: m.outbox_title, actions: ['outbound-message.list'] },
      { href: '/mo-khan', label: m.nav_break_glass, actions: ['break-glass.open', 'break-glass.review'] },
      { href: '/nhat-ky', label: m.nav_audit, actions: ['audit.read'] },
      { href: '/quyen', label: m.nav_policy, actions: ['policy.read'] },
    ],
  },
  {
    key: 'knowledge',
    label: m.space_knowledge,
    icon: 'law',
    places: [
      { href: '/huong-dan', label: m.guide_title },
      { href: '/bai', label: m.nav_items, actions: ['learning-item.list'] },
      { href: '/bai/binh-luan', label: m.fan_comment_title, actions: ['fan-comment.decide'] },
      { href: '/quy-tac', label: m.nav_rules, actions: ['deadline-rule.try', 'case.list'] },
      { href: '/danh-muc', label: m.nav_products, actions: ['product.list'] },
      { href: '/y-kien', label: m.nav_ideas, actions: ['idea.decide'] },
      { href: '/y-kien/cuoc', label: m.nav_consultations, actions: ['consultation.list'] },
      { href: '/luyen-tap', label: m.nav_practice, actions: ['practice.own'] },
    ],
  },
];

/** Under the person's name: their account, and what an administrator keeps in order. */
export const accountPlaces: readonly Place[] = [
  { href: '/toi', label: m.frame_account },
  { href: '/nguoi', label: m.nav_people, actions: ['person.manage'] },
  { href: '/don-vi', label: m.nav_agencies, actions: ['desk.manage'] },
  { href: '/may', label: m.nav_machines, actions: ['key.manage'] },
  { href: '/giong-doc', label: m.nav_recordings, actions: ['recording.manage'] },
];

const everyPlace: readonly Place[] = [...spaces.flatMap(({ places }) => places), ...accountPlaces];

/** Those of the places that the reader is led to. */
export const openPlaces = (places: readonly Place[], allowed: readonly string[]): Place[] =>
  places.filter(({ actions }) => actions === undefined || actions.some((action) => allowed.includes(action)));

/** A space as one reader has it: with the places that they may open, and where it begins. */
export interface OpenSpace extends Space {
  readonly href: string;
}

/** All spaces in which the reader may open a place. */
export function openSpaces(allowed: readonly string[]): OpenSpace[] {
  return spaces.flatMap((space) => {
    const places = openPlaces(space.places, allowed);
    return places[0] === undefined ? [] : [{ ...space, places, href: places[0].href }];
  });
}

/** The spaces of the navigation and, where there are more than five, those that stand under the person's name. */
export function navigationOf(allowed: readonly string[]): { shown: OpenSpace[]; rest: OpenSpace[] } {
  const all = openSpaces(allowed);
  return { shown: all.slice(0, MOST_SPACES), rest: all.slice(MOST_SPACES) };
}

const leadsTo = (href: string, here: string) =>
  href === '/' ? here === '/' : here === href || here.startsWith(`${href}/`);

/** The place that a page belongs to: of those that lead to its address, the one that leads nearest. */
export function placeAt(here: string): Place | undefined {
  return everyPlace
    .flatMap((place) => [place.href, ...(place.also ?? [])].map((href) => ({ place, href })))
    .filter(({ href }) => leadsTo(href, here))
    .toSorted((a, b) => b.href.length - a.href.length)[0]?.place;
}

/** The place at an address itself. */
export const placeOf = (address: string): Place | undefined => everyPlace.find(({ href }) => href === address);

/** Actions of the policy that the navigation asks for. */
export const navigationActions = (): string[] => [
  ...new Set(['desk.use', ...everyPlace.flatMap(({ actions }) => actions ?? []), ...tabActions]),
];

/** Pages of one place, as tabs below the title of each: those that the reader may open, in this order. */
export interface TabPlaces {
  /** What they are parts of, for screen readers. */
  readonly label: () => string;
  /** `action` opens the page; one without is for everybody who is there. */
  readonly places: readonly { readonly href: string; readonly label: () => string; readonly action?: string }[];
}

export const registerTabs: TabPlaces = {
  label: m.hash_tabs,
  places: [
    { href: '/ma-bam', label: m.hash_tab_overview, action: 'hash-queue.read' },
    { href: '/ma-bam/duyet', label: m.hash_tab_review, action: 'hash-queue.read' },
    { href: '/ma-bam/moi', label: m.hash_tab_propose, action: 'hash.submit' },
    { href: '/ma-bam/ngan-hang', label: m.hash_tab_banks, action: 'hash-queue.read' },
    { href: '/ma-bam/nguon', label: m.hash_tab_sources, action: 'hash-queue.read' },
    { href: '/ma-bam/thanh-vien', label: m.hash_tab_members, action: 'hash-exchange.read' },
    { href: '/ma-bam/trao-doi', label: m.hash_tab_exchange, action: 'hash-exchange.read' },
    { href: '/ma-bam/nhat-ky', label: m.hash_tab_log, action: 'hash-log.read' },
    { href: '/ma-bam/tu-go', label: m.hash_tab_removals, action: 'hash-removal.count' },
  ],
};

/** What belongs to the queue; grading, orders and block lists are places of their own. */
export const contentTabs: TabPlaces = {
  label: m.content_tabs,
  places: [
    { href: '/noi-dung', label: m.content_tab_queue, action: 'content-item.list' },
    { href: '/noi-dung/ca', label: m.content_tab_digest, action: 'content-item.list' },
    { href: '/noi-dung/moi', label: m.content_tab_new, action: 'content-item.propose' },
    { href: '/noi-dung/muc-uu-tien', label: m.content_tab_weights, action: 'content-weight.read' },
  ],
};

export const offenceTabs: TabPlaces = {
  label: m.offence_tabs,
  places: [
    { href: '/vi-pham', label: m.offence_tab_list, action: 'offence-register.list' },
    { href: '/vi-pham/moi', label: m.offence_tab_new, action: 'offence-file.open' },
    { href: '/vi-pham/chuoi', label: m.offence_tab_series, action: 'offence-series.list' },
    { href: '/vi-pham/tranh-trung', label: m.offence_tab_deconfliction, action: 'deconfliction.list' },
    { href: '/vi-pham/thong-ke', label: m.offence_tab_figures, action: 'offence-figures.read' },
  ],
};

export const orderTabs: TabPlaces = {
  label: m.order_tabs,
  places: [
    { href: '/noi-dung/lenh', label: m.content_tab_orders, action: 'takedown-order.read' },
    { href: '/noi-dung/chua-lenh', label: m.content_tab_without_order, action: 'takedown-order.report' },
    { href: '/noi-dung/tai-khoan', label: m.content_tab_accounts, action: 'takedown-order.report' },
    { href: '/noi-dung/noi-nhan', label: m.content_tab_addressees, action: 'addressee.read' },
    { href: '/noi-dung/khieu-nai', label: m.content_tab_appeals, action: 'item-appeal.answer' },
  ],
};

export const networkTabs: TabPlaces = {
  label: m.network_tabs,
  places: [
    { href: '/mang-luoi', label: m.network_tab_members, action: 'membership.oversee' },
    { href: '/mang-luoi/dien-tap', label: m.network_tab_drills, action: 'drill.read' },
  ],
};

export const rosterTabs: TabPlaces = {
  label: m.roster_parts,
  places: [
    { href: '/lich-truc', label: m.nav_roster },
    { href: '/lich-truc/du-bao', label: m.nav_staffing, action: 'forecast.plan' },
  ],
};

export const modelTabs: TabPlaces = {
  label: m.listening_models_parts,
  places: [
    { href: '/lang-nghe/mo-hinh', label: m.listening_models },
    { href: '/lang-nghe/mo-hinh/phien-ban', label: m.listening_pipeline },
  ],
};

/** Posts that no stage could read are for those who may put them in the queue again. */
export const retentionTabs: TabPlaces = {
  label: m.listening_retention_keep_parts,
  places: [
    { href: '/lang-nghe/luu-giu', label: m.listening_retention_keep_timers },
    { href: '/lang-nghe/luu-giu/bai-hong', label: m.listening_letters, action: 'listening-dead-letter.retry' },
    { href: '/lang-nghe/luu-giu/noi-but-danh', label: m.listening_relinks },
  ],
};

export const ruleTabs: TabPlaces = {
  label: m.deadline_rule_parts,
  places: [
    { href: '/quy-tac', label: m.deadline_rule_rules },
    { href: '/quy-tac/ngay-nghi', label: m.holiday_title },
    { href: '/quy-tac/bieu-mau', label: m.form_version_title },
  ],
};

export const policyTabs: TabPlaces = {
  label: m.nav_policy,
  places: [
    { href: '/quyen', label: m.access_simulation_rules },
    { href: '/quyen/thu', label: m.access_simulation_title },
  ],
};

/** What a tab asks for: the frame tells each page which of these its reader may do. */
export const tabActions: readonly string[] = [
  registerTabs,
  contentTabs,
  offenceTabs,
  orderTabs,
  networkTabs,
  retentionTabs,
  rosterTabs,
].flatMap((tabs) => tabs.places.flatMap((place) => place.action ?? []));
