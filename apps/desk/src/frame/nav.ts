import { m } from '../paraglide/messages.js';
import type { IconName } from '../parts/Icon.svelte';

/** One place of the desk, and the actions of the policy that lead there. */
export interface Place {
  href: string;
  label: () => string;
  icon: IconName;
  /** Whoever has one of these is led there; absent: everybody. */
  actions?: readonly string[];
  group: 'work' | 'listening' | 'care' | 'house';
}

/** What makes a list of duties. Whoever has one of these and no queue of reports begins the day there. */
export const dutyActions = [
  'case.list',
  'clock.oversee',
  'referral.answer',
  'track.end',
  'hash-queue.read',
  'listening-post.review',
  'break-glass.review',
  // A second person for roles that wait.
  'person.manage',
] as const;

/** The left navigation, in the order of the working day. */
export const places: Place[] = [
  { href: '/', label: m.nav_home, icon: 'home', actions: ['desk.use'], group: 'work' },
  {
    href: '/viec',
    label: m.nav_duties,
    icon: 'tasks',
    actions: [...dutyActions, 'report.list'],
    group: 'work',
  },
  { href: '/ho-so', label: m.nav_cases, icon: 'folder', actions: ['case.overview'], group: 'work' },
  { href: '/chuyen-gui', label: m.nav_referrals, icon: 'send', actions: ['referral.read'], group: 'work' },
  { href: '/xa', label: m.nav_commune, icon: 'list', actions: ['case.work'], group: 'work' },
  { href: '/lich', label: m.nav_calendar, icon: 'calendar', actions: ['case.list', 'clock.oversee'], group: 'work' },
  { href: '/dong-ho', label: m.nav_clocks, icon: 'clock', actions: ['clock.oversee'], group: 'work' },
  { href: '/bao-cao/moi', label: m.nav_new_report, icon: 'phone', actions: ['report.file-for-caller'], group: 'work' },
  { href: '/tim', label: m.nav_search, icon: 'search', actions: ['report.search'], group: 'work' },
  { href: '/ma-bam', label: m.nav_hashes, icon: 'hash', actions: ['hash-queue.read'], group: 'work' },
  { href: '/ma-bam/duyet', label: m.nav_hash_review, icon: 'scale', actions: ['hash-queue.read'], group: 'work' },
  { href: '/thong-bao', label: m.nav_notices, icon: 'bell', actions: ['desk.use'], group: 'work' },
  { href: '/lang-nghe', label: m.nav_listening, icon: 'chart', actions: ['listening.dashboard'], group: 'listening' },
  {
    href: '/lang-nghe/canh-bao',
    label: m.nav_listening_alerts,
    icon: 'signal',
    actions: ['listening-alert.read'],
    group: 'listening',
  },
  {
    href: '/lang-nghe/duyet',
    label: m.nav_listening_review,
    icon: 'eye',
    actions: ['listening-post.review'],
    group: 'listening',
  },
  {
    href: '/lang-nghe/nguon',
    label: m.nav_listening_sources,
    icon: 'plug',
    actions: ['listening-source.read'],
    group: 'listening',
  },
  {
    href: '/lang-nghe/quy-tac',
    label: m.nav_listening_rules,
    icon: 'filter',
    actions: ['listening-rule.read'],
    group: 'listening',
  },
  {
    href: '/lang-nghe/mo-hinh',
    label: m.nav_listening_models,
    icon: 'columns',
    actions: ['listening-model.read'],
    group: 'listening',
  },
  {
    href: '/lang-nghe/luu-giu',
    label: m.nav_listening_keeping,
    icon: 'lock',
    actions: ['listening-retention.read', 'listening-dead-letter.retry'],
    group: 'listening',
  },
  {
    href: '/mo-khan',
    label: m.nav_break_glass,
    icon: 'key',
    actions: ['break-glass.open', 'break-glass.review'],
    group: 'care',
  },
  { href: '/nhat-ky', label: m.nav_audit, icon: 'book', actions: ['audit.read'], group: 'care' },
  {
    href: '/ma-bam/nhat-ky',
    label: m.nav_hash_log,
    icon: 'list',
    actions: ['hash-log.read'],
    group: 'care',
  },
  { href: '/quyen', label: m.nav_policy, icon: 'shield', actions: ['policy.read'], group: 'care' },
  { href: '/quy-tac', label: m.nav_rules, icon: 'law', actions: ['deadline-rule.try', 'case.list'], group: 'care' },
  { href: '/nguoi', label: m.nav_people, icon: 'people', actions: ['person.manage'], group: 'house' },
  { href: '/don-vi', label: m.nav_agencies, icon: 'building', actions: ['desk.manage'], group: 'house' },
  { href: '/may', label: m.nav_machines, icon: 'plug', actions: ['key.manage'], group: 'house' },
  { href: '/giong-doc', label: m.nav_recordings, icon: 'sound', actions: ['recording.manage'], group: 'house' },
];

const hasOne = (allowed: readonly string[], actions: readonly string[] | undefined) =>
  actions?.some((action) => allowed.includes(action)) ?? true;

/** Whether the first page only leads on to the duties. */
export function beginsWithDuties(allowed: readonly string[]): boolean {
  return hasOne(allowed, dutyActions) && !allowed.includes('report.list');
}

/** The places that a reader is led to; of the first page and the duties one is enough where the one leads to the other. */
export function placesOf(allowed: readonly string[]): Place[] {
  return places.filter((place) => hasOne(allowed, place.actions) && !(place.href === '/' && beginsWithDuties(allowed)));
}

/** Pages that belong together, as tabs below the title of each: those that the reader may open, in this order. */
export interface TabPlaces {
  /** What they are parts of, for screen readers. */
  readonly label: () => string;
  /** `action` opens the page; one without is for everybody who is there. */
  readonly places: readonly { readonly href: string; readonly label: () => string; readonly action?: string }[];
}

/** The list of duties and the lists that some of them lead to. */
export const dutyTabs: TabPlaces = {
  label: m.duty_parts,
  places: [
    { href: '/viec', label: m.duty_all },
    { href: '/viec/quyen-xem', label: m.grant_review_title, action: 'grant.recertify' },
    { href: '/viec/lien-he', label: m.contact_title, action: 'contact-request.answer' },
    { href: '/viec/huong', label: m.track_title, action: 'track.end' },
  ],
};

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

export const listeningTabs: TabPlaces = {
  label: m.listening_tabs,
  places: [
    { href: '/lang-nghe', label: m.listening_tab_overview, action: 'listening.dashboard' },
    { href: '/lang-nghe/canh-bao', label: m.listening_tab_alerts, action: 'listening-alert.read' },
    { href: '/lang-nghe/duyet', label: m.listening_tab_review, action: 'listening-post.review' },
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
export const tabActions: readonly string[] = [dutyTabs, registerTabs, listeningTabs, retentionTabs].flatMap((tabs) =>
  tabs.places.flatMap((place) => place.action ?? []),
);
