import { type Config, HOUR, type PersonActor } from '../../kernel/index.ts';

/**
 * How long a session lives. Fifteen minutes without a request end it, since desks stand in shared rooms; ten hours end it
 * in any case: one shift with its hand-over. `seen` is written at most once a minute, so an idle session may end up to a
 * minute early. A step-up is good for five minutes: one look at an identity, not a morning of them.
 */
export const SESSION_LIMITS = {
  idleMs: 15 * 60_000,
  absoluteMs: 10 * HOUR,
  seenEveryMs: 60_000,
  stepUpMs: 5 * 60_000,
} as const;

/** What a session's reads are for; written to the audit with every act and matched with the purpose of a need-to-know grant. */
export const sessionPurposes = [
  { code: 'counselling', vi: 'Tiếp nhận, tư vấn cho trẻ em', en: 'Helpline and counselling' },
  { code: 'protection', vi: 'Hỗ trợ, can thiệp bảo vệ trẻ em', en: 'Child protection casework' },
  { code: 'investigation', vi: 'Xác minh, điều tra', en: 'Investigation' },
  { code: 'takedown', vi: 'Yêu cầu gỡ bỏ, ngăn chặn nội dung', en: 'Takedown and blocking' },
  { code: 'statistics', vi: 'Thống kê, báo cáo', en: 'Statistics and reporting' },
  { code: 'quality', vi: 'Giám sát chất lượng', en: 'Quality assurance' },
  { code: 'audit', vi: 'Kiểm tra việc truy cập dữ liệu', en: 'Audit of data access' },
  { code: 'administration', vi: 'Quản trị người dùng và hệ thống', en: 'Administration' },
] as const;
export type SessionPurpose = (typeof sessionPurposes)[number]['code'];

const purposeByRole: readonly [RegExp, SessionPurpose][] = [
  [/^111_/, 'counselling'],
  [/^(commune|province|ministry)_|^(facility_worker|school_officer)$/, 'protection'],
  [/^police_/, 'investigation'],
  [
    /^(content_analyst|content_verifier|hash_db_|takedown_officer|platform_contact|isp_contact|vncop_|listening_)/,
    'takedown',
  ],
  [/^(report_|programme_manager)/, 'statistics'],
  [/^(dpo|auditor)$/, 'audit'],
];

/** The purpose that a session begins with; the person may change it. */
export function usualPurpose(roles: readonly string[]): SessionPurpose {
  for (const [pattern, purpose] of purposeByRole) if (roles.some((role) => pattern.test(role))) return purpose;
  return 'administration';
}

export function isPurpose(code: string): code is SessionPurpose {
  return sessionPurposes.some((purpose) => purpose.code === code);
}

export function isSteppedUp(actor: PersonActor, now: Date): boolean {
  return actor.steppedUpUntil !== undefined && actor.steppedUpUntil > now;
}

/** `__Host-` binds the cookie to this host and to https; plain http (one machine, no TLS) cannot have it. */
export function sessionCookieName(config: Config): string {
  return config.publicProtocol === 'https' ? '__Host-lachan' : 'lachan_desk';
}

/** The value of `set-cookie` for a new session. No age: it goes with the browser, and the server ends it earlier anyway. */
export function sessionCookie(config: Config, token: string): string {
  return `${sessionCookieName(config)}=${token}; ${cookieAttributes(config)}`;
}

function cookieAttributes(config: Config): string {
  return `Path=/; HttpOnly; SameSite=Strict${config.publicProtocol === 'https' ? '; Secure' : ''}`;
}

/** The session's token in a `cookie` header; undefined where there is none or two, since two mean that somebody planted one. */
export function tokenFromCookies(config: Config, header: string | null | undefined): string | undefined {
  return cookieNamed(sessionCookieName(config), header);
}

/** The one value of a cookie; undefined where there is none or two. */
export function cookieNamed(name: string, header: string | null | undefined): string | undefined {
  const values = (header ?? '')
    .split(';')
    .flatMap((part) => (part.trim().startsWith(`${name}=`) ? [part.trim().slice(name.length + 1)] : []));
  return values.length === 1 ? values[0] : undefined;
}

/**
 * Whether a request is a sign of the person being there. An open page that listens, or that fetches what changed, is none;
 * the desk's page says so itself: by a header of its own requests, by a cookie where the framework makes them
 * (`apps/desk/src/state/live.svelte.ts`). Who forges it shortens their own session.
 */
export function showsPresence(headers: Headers): boolean {
  const listens = headers.get('accept')?.startsWith('text/event-stream') ?? false;
  const unattended = (headers.get('cookie') ?? '').split(';').some((pair) => pair.trim() === 'lachan_unattended=1');
  return !listens && !unattended && headers.get('x-unattended') !== '1';
}

const BROWSERS: readonly [RegExp, string][] = [
  [/\bEdgA?\//, 'Edge'],
  [/\bcoc_coc_browser\//i, 'Cốc Cốc'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/\bChrome\/|\bCriOS\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];
const SYSTEMS: readonly [RegExp, string][] = [
  [/\bAndroid\b/, 'Android'],
  [/\biPhone\b|\biPad\b/, 'iOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
];

/** Family of browser and system only (`Firefox · Windows`): enough to know one's own device again, too little to track it. */
export function deviceLabel(userAgent: string | null | undefined): string {
  const family = (list: readonly [RegExp, string][]) => list.find(([pattern]) => pattern.test(userAgent ?? ''))?.[1];
  const parts = [family(BROWSERS), family(SYSTEMS)].filter((part) => part !== undefined);
  return parts.length === 0 ? '?' : parts.join(' · ');
}
