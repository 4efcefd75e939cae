import { portalBand } from '../../../../src/vocabulary/index.ts';
import type { App } from '../../../server/app.ts';
import { m } from '../paraglide/messages.js';
import { text } from '../server/answer.server.ts';
import { options } from '../server/codes.server.ts';

const KINDS = {
  POLL: () => m.consultation_poll(),
  BUDGET: () => m.consultation_budget_kind(),
  STATEMENTS: () => m.consultation_statements(),
};
const STATES = {
  DRAFT: { tone: 'new', text: () => m.consultation_draft() },
  OPEN: { tone: 'open', text: () => m.consultation_open_now() },
  CLOSED: { tone: 'waiting', text: () => m.consultation_closed() },
  RESPONDED: { tone: 'done', text: () => m.consultation_responded() },
} as const;

export const kindName = (kind: keyof typeof KINDS): string => KINDS[kind]();
export const stateBadge = (state: keyof typeof STATES) => ({ tone: STATES[state].tone, text: STATES[state].text() });
export const stateChoices = () => Object.entries(STATES).map(([value, { text: words }]) => ({ value, label: words() }));

/** What a form of a consultation chooses from. */
export function consultationChoices(app: App) {
  return {
    kinds: Object.entries(KINDS).map(([value, words]) => ({ value, label: words() })),
    bands: options(portalBand),
    means: options(app.modules.voice.ballotStratum),
  };
}

const all = (form: FormData, name: string) =>
  form.getAll(name).filter((one): one is string => typeof one === 'string' && one !== '');

/** An amount of đồng as people write it, `12.000.000`; null where nothing is written. What is none stays none. */
const amount = (written: string) => (written.trim() === '' ? null : Number(written.replaceAll(/[.,\s]/g, '')));

/** A consultation as its form sends it. What may be chosen is one a line: Vietnamese | English | đồng. */
export function consultationOf(form: FormData) {
  const most = text(form, 'most').trim();
  return {
    kind: text(form, 'kind'),
    titleVi: text(form, 'titleVi'),
    titleEn: text(form, 'titleEn'),
    questionVi: text(form, 'questionVi'),
    questionEn: text(form, 'questionEn'),
    bands: all(form, 'bands'),
    spaceVi: text(form, 'spaceVi'),
    spaceEn: text(form, 'spaceEn'),
    means: all(form, 'means'),
    decisionMakerVi: text(form, 'decisionMakerVi'),
    decisionMakerEn: text(form, 'decisionMakerEn'),
    answerBy: text(form, 'answerBy'),
    most: most === '' ? null : Number(most),
    budget: amount(text(form, 'budget')),
    choices: text(form, 'choices')
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => {
        const [vi = '', en = '', cost = ''] = line.split('|').map((part) => part.trim());
        return { vi, en, cost: amount(cost) };
      }),
  };
}

/** What may be chosen, as the form has it: one a line. */
export function choiceLines({
  consultation,
  options: listed,
  statements,
}: {
  readonly consultation: { readonly kind: string };
  readonly options: readonly { text_vi: string; text_en: string | null; cost: number | null }[];
  readonly statements: readonly { text_vi: string; text_en: string | null; origin: string }[];
}): string {
  if (consultation.kind === 'STATEMENTS')
    return statements
      .filter(({ origin }) => origin === 'SEED')
      .map((one) => [one.text_vi, one.text_en ?? ''].join(' | '))
      .join('\n');
  return listed
    .map((one) => [one.text_vi, one.text_en ?? '', ...(one.cost === null ? [] : [String(one.cost)])].join(' | '))
    .join('\n');
}
