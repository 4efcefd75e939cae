import { type Block, type OfficialDocument, officialDate, shortDate, type Words } from '../../documents/index.ts';
import { measureLevel, service } from '../../vocabulary/index.ts';

/** What every document of a case says of it. Names of agencies are written in full. */
export interface DocumentFacts {
  readonly reference: string;
  /** The agency that issues it, as in `Ủy ban nhân dân phường Ba Đình`. */
  readonly issuer: string;
  /** Abbreviation of the issuer in the number; nothing where we know none. */
  readonly symbol: string | undefined;
  /** Where it is issued, as in a date line: `Phường Ba Đình`. */
  readonly place: string;
  readonly day: string;
  readonly signer: string;
  readonly demonstration: boolean;
  readonly childName: string | undefined;
}

export interface PlanFacts {
  readonly actions: readonly {
    readonly what: string;
    readonly level: string;
    readonly service: string;
    /** Written in full. */
    readonly executor: string;
    readonly startsOn: string;
    readonly endsOn: string;
  }[];
  readonly monitoring: readonly string[];
}

export const identity = (text: string) => ({ fieldClass: 'identity', text }) as const;
export const narrative = (text: string) => ({ fieldClass: 'narrative', text }) as const;
export const internal = (text: string) => ({ fieldClass: 'internal', text }) as const;

/** One text of several. */
export function words(...parts: readonly Words[]): Words {
  return parts.flatMap((part) => part as string | Exclude<Words, string>);
}

/** The child as a sentence names it: the name where the file has one, and always the case. */
export function child({ childName, reference }: DocumentFacts): Words {
  return childName === undefined
    ? `trẻ em theo hồ sơ ${reference}`
    : words('trẻ em ', [identity(childName)], ` (hồ sơ ${reference})`);
}

/** A number with dots where the clerk has not given it yet. `kind` is that of Decree 30: QĐ, BC, KH, TB, BB. */
export function numberLine(kind: string, { symbol }: DocumentFacts, number?: string | null): string {
  return `Số: ${number || `......../${kind}-${symbol ?? '........'}`}`;
}

export function headOf(facts: DocumentFacts, number?: string): OfficialDocument['head'] {
  return {
    issuer: facts.issuer,
    ...(number === undefined ? {} : { number }),
    placeAndDate: `${facts.place}, ${officialDate(facts.day)}`,
  };
}

export function marksOf({ demonstration }: DocumentFacts): NonNullable<OfficialDocument['marks']> {
  return demonstration ? ['demonstration'] : [];
}

/** The actions and the days of monitoring. */
export function planBlocks(plan: PlanFacts): Block[] {
  return [
    {
      kind: 'table',
      leading: 5,
      columns: [
        { title: 'STT', width: 1 },
        { title: 'Nội dung', width: 4 },
        { title: 'Cấp độ, dịch vụ', width: 2.3 },
        { title: 'Người, cơ quan thực hiện', width: 2.4 },
        { title: 'Thời gian', width: 2.3 },
      ],
      rows: plan.actions.map((action, place) => [
        String(place + 1),
        [narrative(action.what)],
        `${measureLevel.has(action.level) ? measureLevel.label(action.level, 'vi') : action.level}; ${
          service.has(action.service) ? service.label(action.service, 'vi') : action.service
        }`,
        action.executor,
        `${shortDate(action.startsOn)} - ${shortDate(action.endsOn)}`,
      ]),
    },
    {
      kind: 'field',
      label: 'Ngày theo dõi',
      value: plan.monitoring.length === 0 ? '…………' : plan.monitoring.map(shortDate).join('; '),
    },
  ];
}
