/** Reads the administrative units of `data/vn/` once. Nothing here is fetched: the files are part of the repository. */
import { addDays } from '../../kernel/time.pure.ts';
import { readDataFile } from '../data-file-store.ts';
import { fold } from '../language/fold.pure.ts';
import type { Day } from '../term.ts';

export type ProvinceType = 'Tỉnh' | 'Thành phố';
export type CommuneType = 'Xã' | 'Phường' | 'Đặc khu';
export type AdminUnitType = ProvinceType | CommuneType;

/** One version of a province (level 1) or a commune (level 2). There is no district level from 1 July 2025. */
export interface AdminUnit {
  /** Official code of the statistics office: two digits for a province, five for a commune; leading zeros count. */
  readonly code: string;
  readonly level: 1 | 2;
  readonly type: AdminUnitType;
  readonly nameVi: string;
  readonly nameEn: string;
  /** Type and name: “Phường Ba Đình”. */
  readonly fullNameVi: string;
  /** Code of the province, for a commune. */
  readonly parent?: string;
  readonly validFrom: Day;
  /** Last day, inclusive; absent for the present version. */
  readonly validTo?: Day;
  readonly decree: string;
  readonly source: string;
  readonly verified: boolean;
}

/** A ward or commune of before 1 July 2025 and one commune that its area went to. An old ward may have several such rows. */
export interface WardMerger {
  /** Code before July 2025; absent in rows whose source gave none. */
  readonly oldCode?: string;
  readonly oldName: string;
  readonly oldDistrict: string;
  readonly oldProvince: string;
  /** Code of the present commune. */
  readonly newCode: string;
}

export interface AdminUnitData {
  readonly versions: readonly AdminUnit[];
  readonly mergers: readonly WardMerger[];
  /** Rows of the merger file that name no commune that exists, with the reason. Empty in a sound file. */
  readonly unresolved: readonly string[];
}

/** The two-tier structure takes effect; the state of the files is that of 30 April 2026, older types are in the changes file. */
const baseline: Day = '2025-07-01';
const baselineDecree = 'Decision 19/2025/QD-TTg (codes); Resolution 202/2025/QH15';
const baselineSource = 'vietnamese-provinces-database (MIT), official codes of the National Statistics Office';

function rows(file: string, header: string): string[][] {
  const lines = readDataFile(file).split(/\r?\n/);
  if (lines[0] !== header) throw new Error(`data/vn/${file}: header is not ${header}`);
  return lines
    .slice(1)
    .filter((line) => line !== '')
    .map((line) => line.split(','));
}

function day(text: string): Day {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) throw new Error(`not a day: ${text}`);
  return text as Day;
}

function dayBefore(d: Day): Day {
  return addDays(d, -1);
}

const unitType = /^(phuong|xa|thi tran|dac khu) (?=.)/;
/** A ward's folded name without its type: “Phường 12” is `12`. */
export function bareName(name: string): string {
  return fold(name).replace(unitType, '');
}

/** A province's folded name without its type. */
export function bareProvince(name: string): string {
  return fold(name).replace(/^(tinh|thanh pho|tp) (?=.)/, '');
}

function readVersions(): AdminUnit[] {
  const changes = new Map<string, string[][]>();
  for (const row of rows('admin-unit-changes.csv', 'code,valid_from,old_type,new_type,decree,verified,source')) {
    const code = row[0] as string;
    changes.set(code, [...(changes.get(code) ?? []), row]);
  }
  const versions: AdminUnit[] = [];
  for (const [code, level, type, nameVi, nameEn, , parent] of rows(
    'admin-units.csv',
    'code,level,type,name_vi,name_en,full_name_vi,parent',
  ) as [string, string, string, string, string, string, string][]) {
    const own = (changes.get(code) ?? []).sort((a, b) => (a[1] as string).localeCompare(b[1] as string));
    const base = {
      code,
      level: level === '1' ? (1 as const) : (2 as const),
      nameVi,
      nameEn,
      ...(parent === '' ? {} : { parent }),
    };
    const version = (
      t: string,
      from: Day,
      to: Day | undefined,
      decree: string,
      source: string,
      verified: boolean,
    ): AdminUnit =>
      Object.freeze({
        ...base,
        type: t as AdminUnitType,
        fullNameVi: `${t} ${nameVi}`,
        validFrom: from,
        ...(to === undefined ? {} : { validTo: to }),
        decree,
        source,
        verified,
      });
    const first = own[0];
    versions.push(
      version(
        first?.[2] ?? type,
        baseline,
        first === undefined ? undefined : dayBefore(day(first[1] as string)),
        baselineDecree,
        baselineSource,
        true,
      ),
    );
    own.forEach(([, from, , newType, decree, verified, ...source], i) => {
      const next = own[i + 1];
      versions.push(
        version(
          newType as string,
          day(from as string),
          next === undefined ? undefined : dayBefore(day(next[1] as string)),
          decree as string,
          source.join(','),
          verified === 'true',
        ),
      );
    });
    changes.delete(code);
  }
  if (changes.size > 0)
    throw new Error(`data/vn/admin-unit-changes.csv names unknown units: ${[...changes.keys()].join(', ')}`);
  return versions;
}

/**
 * The merger file is a public data set whose new codes lack leading zeros and are sometimes wrong (one code in two provinces), so the
 * present commune is found by province and name, and the code decides only between names that fold to the same.
 */
function readMergers(versions: readonly AdminUnit[]): { mergers: WardMerger[]; unresolved: string[] } {
  const provinces = new Map(versions.filter((u) => u.level === 1).map((u) => [fold(u.nameVi), u.code]));
  const communes = new Map<string, AdminUnit[]>();
  for (const unit of versions) {
    // The first version carries the type that the merger file of July 2025 knows.
    if (unit.level === 1 || unit.validFrom !== baseline) continue;
    const key = `${unit.parent} ${fold(unit.nameVi)}`;
    communes.set(key, [...(communes.get(key) ?? []), unit]);
  }
  const sameSpelling = (a: string, b: string): boolean =>
    a.normalize('NFD').toLowerCase() === b.normalize('NFD').toLowerCase();
  const mergers: WardMerger[] = [];
  const unresolved: string[] = [];
  rows('ward-mergers-2025.csv', 'old_code,old_name,old_district,old_province,new_code,new_name,new_province').forEach(
    (row, i) => {
      const [oldCode, oldName, oldDistrict, oldProvince, newCode, newName, newProvince] = row as [
        string,
        string,
        string,
        string,
        string,
        string,
        string,
      ];
      const candidates = communes.get(`${provinces.get(bareProvince(newProvince))} ${bareName(newName)}`) ?? [];
      const exact = candidates.filter((u) => sameSpelling(u.fullNameVi, newName.trim()));
      const hit =
        candidates.length === 1
          ? candidates[0]
          : exact.length === 1
            ? exact[0]
            : candidates.find((u) => u.code === newCode.padStart(5, '0'));
      if (hit === undefined) {
        unresolved.push(`line ${i + 2}: no commune ${newName} in ${newProvince}`);
        return;
      }
      mergers.push(
        Object.freeze({
          ...(oldCode === '' ? {} : { oldCode }),
          oldName: oldName.trim(),
          oldDistrict: oldDistrict.trim(),
          oldProvince: oldProvince.trim(),
          newCode: hit.code,
        }),
      );
    },
  );
  return { mergers, unresolved };
}

let loaded: AdminUnitData | undefined;

/** All versions of all units and all mergers; read on first use, then kept. Throws when a file of the repository is damaged. */
export function loadAdminUnits(): AdminUnitData {
  if (loaded === undefined) {
    const versions = Object.freeze(readVersions());
    loaded = Object.freeze({ versions, ...readMergers(versions) });
  }
  return loaded;
}
