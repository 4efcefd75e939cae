/** Provinces and communes on a day, and where an old ward's area lies now. Everything is answered from memory. */
import { vietnamDate } from '../../kernel/time.pure.ts';
import { fold } from '../language/fold.pure.ts';
import { type Day, inForce } from '../term.ts';
import { type AdminUnit, bareName, bareProvince, loadAdminUnits, type WardMerger } from './admin-unit-store.ts';

export type { AdminUnit, AdminUnitType, CommuneType, ProvinceType, WardMerger } from './admin-unit-store.ts';

const vietnamese = new Intl.Collator('vi', { numeric: true });
const byName = (a: AdminUnit, b: AdminUnit): number =>
  vietnamese.compare(a.nameVi, b.nameVi) || a.code.localeCompare(b.code);

interface Index {
  readonly all: readonly AdminUnit[];
  readonly byCode: ReadonlyMap<string, AdminUnit>;
  readonly provinces: readonly AdminUnit[];
  readonly communes: ReadonlyMap<string, readonly AdminUnit[]>;
  readonly folded: ReadonlyMap<string, string>;
}

// A handful of days is ever asked for: today and the days of old cases. The map is bounded so that a scan over days cannot grow it.
const indexes = new Map<string, Index>();
let changeDays: readonly Day[] | undefined;

/** The day that stands for all days with the same units: the last change on or before it. */
function epoch(day: Day): Day | undefined {
  changeDays ??= [...new Set(loadAdminUnits().versions.map((u) => u.validFrom))].sort();
  return changeDays.findLast((d) => d <= day);
}

function indexAt(day: Day): Index {
  const key = epoch(day) ?? '';
  const known = indexes.get(key);
  if (known !== undefined) return known;
  const all = key === '' ? [] : loadAdminUnits().versions.filter((u) => inForce(u, key as Day));
  const communes = new Map<string, AdminUnit[]>();
  for (const unit of all) {
    if (unit.parent === undefined) continue;
    const list = communes.get(unit.parent);
    if (list === undefined) communes.set(unit.parent, [unit]);
    else list.push(unit);
  }
  for (const list of communes.values()) list.sort(byName);
  const index: Index = {
    all,
    byCode: new Map(all.map((u) => [u.code, u])),
    provinces: all.filter((u) => u.level === 1).sort(byName),
    communes,
    folded: new Map(all.map((u) => [u.code, fold(u.nameVi)])),
  };
  indexes.set(key, index);
  return index;
}

/** Today in Viet Nam (UTC+7, no daylight saving). */
function today(): Day {
  return vietnamDate(new Date()) as Day;
}

/** All provinces and communes in force on a day; none before 1 July 2025, when the present units begin. */
export function adminUnitsAt(day: Day = today()): readonly AdminUnit[] {
  return indexAt(day).all;
}

/** The 34 provinces in Vietnamese alphabetical order. */
export function provincesAt(day: Day = today()): readonly AdminUnit[] {
  return indexAt(day).provinces;
}

/** The communes of a province in Vietnamese alphabetical order, numbers by value; empty for an unknown code. */
export function communesOf(provinceCode: string, day: Day = today()): readonly AdminUnit[] {
  return indexAt(day).communes.get(provinceCode) ?? [];
}

/** One unit by its official code. */
export function adminUnit(code: string, day: Day = today()): AdminUnit | undefined {
  return indexAt(day).byCode.get(code);
}

/** The province that a unit lies in; a province lies in itself. */
export function provinceOf(code: string, day: Day = today()): AdminUnit | undefined {
  const unit = adminUnit(code, day);
  return unit?.parent === undefined ? unit : adminUnit(unit.parent, day);
}

/**
 * Units whose name matches, best first: same spelling, same folded name, beginning of the name, beginning of a word, anywhere.
 * The words of the type (“phường”, “tỉnh”) may be left out. Diacritics may be left out; where they are written they rank higher.
 */
export function searchAdminUnits(
  query: string,
  options: { readonly province?: string; readonly level?: 1 | 2; readonly limit?: number; readonly day?: Day } = {},
): readonly AdminUnit[] {
  const { all, folded } = indexAt(options.day ?? today());
  const wanted = fold(query);
  if (wanted === '') return [];
  const bare = options.level === 1 ? bareProvince(query) : bareName(bareProvince(query));
  const spelled = query.normalize('NFC').trim().toLowerCase();
  const ranked: { unit: AdminUnit; rank: number }[] = [];
  for (const unit of all) {
    if (options.level !== undefined && unit.level !== options.level) continue;
    if (options.province !== undefined && unit.parent !== options.province) continue;
    const name = folded.get(unit.code) as string;
    let rank: number;
    if (unit.nameVi.toLowerCase() === spelled || unit.fullNameVi.toLowerCase() === spelled) rank = 0;
    else if (name === wanted || name === bare) rank = 1;
    else if (name.startsWith(bare)) rank = 2;
    else if (` ${name}`.includes(` ${bare}`)) rank = 3;
    else if (name.includes(bare)) rank = 4;
    else continue;
    ranked.push({ unit, rank });
  }
  ranked.sort((a, b) => a.rank - b.rank || a.unit.level - b.unit.level || byName(a.unit, b.unit));
  return ranked.slice(0, options.limit ?? 20).map((r) => r.unit);
}

/** An old ward and the communes that hold its area now. */
export interface OldWard {
  readonly oldCode?: string;
  readonly oldName: string;
  readonly oldDistrict: string;
  readonly oldProvince: string;
  readonly communes: readonly AdminUnit[];
}

interface MergerIndex {
  readonly byCode: ReadonlyMap<string, readonly WardMerger[]>;
  readonly byName: ReadonlyMap<string, readonly WardMerger[]>;
}

let mergerIndex: MergerIndex | undefined;

function mergers(): MergerIndex {
  if (mergerIndex === undefined) {
    const byCode = new Map<string, WardMerger[]>();
    const byBareName = new Map<string, WardMerger[]>();
    const push = (map: Map<string, WardMerger[]>, key: string, m: WardMerger): void => {
      const list = map.get(key);
      if (list === undefined) map.set(key, [m]);
      else list.push(m);
    };
    for (const m of loadAdminUnits().mergers) {
      if (m.oldCode !== undefined) push(byCode, m.oldCode, m);
      if (m.oldName !== '') push(byBareName, bareName(m.oldName), m);
    }
    mergerIndex = { byCode, byName: byBareName };
  }
  return mergerIndex;
}

function group(list: readonly WardMerger[], day: Day): readonly OldWard[] {
  const groups = new Map<string, { m: WardMerger; units: Map<string, AdminUnit> }>();
  for (const m of list) {
    const key = `${fold(m.oldName)}|${fold(m.oldDistrict)}|${fold(m.oldProvince)}`;
    const entry = groups.get(key) ?? { m, units: new Map<string, AdminUnit>() };
    const unit = adminUnit(m.newCode, day);
    if (unit !== undefined) entry.units.set(unit.code, unit);
    groups.set(key, entry);
  }
  return [...groups.values()].map(({ m, units }) => ({
    ...(m.oldCode === undefined ? {} : { oldCode: m.oldCode }),
    oldName: m.oldName,
    oldDistrict: m.oldDistrict,
    oldProvince: m.oldProvince,
    communes: [...units.values()].sort(byName),
  }));
}

/** Where the area of the ward with this code of before July 2025 lies now; undefined for an unknown code. */
export function oldWardByCode(oldCode: string, day: Day = today()): OldWard | undefined {
  return group(mergers().byCode.get(oldCode) ?? [], day)[0];
}

/**
 * Old wards by name, with or without type and diacritics (“Phường 12”, “phuong 12”, “ba dinh”). Name alone is ambiguous: give the old
 * district or province where known. Several communes in one answer mean that the ward was divided: the caller must ask which.
 */
export function oldWardsByName(
  name: string,
  where: { readonly district?: string; readonly province?: string; readonly day?: Day } = {},
): readonly OldWard[] {
  const district =
    where.district === undefined
      ? undefined
      : fold(where.district).replace(/^(quan|huyen|thi xa|thanh pho|tp) (?=.)/, '');
  const province = where.province === undefined ? undefined : bareProvince(where.province);
  const hits = (mergers().byName.get(bareName(name)) ?? []).filter(
    (m) =>
      (district === undefined ||
        fold(m.oldDistrict).replace(/^(quan|huyen|thi xa|thanh pho|tp) (?=.)/, '') === district) &&
      (province === undefined || bareProvince(m.oldProvince) === province),
  );
  return group(hits, where.day ?? today());
}
