import { type LinearModel, normalise, perturb, randomFrom } from '../../text/index.ts';
import {
  childAges,
  childRegions,
  generateMessages,
  type MessageSet,
  type SyntheticMessage,
  typedAs,
} from './generate-messages.ts';
import { triageFirstMessage } from './triage.ts';
import { scoreOf, triageModel } from './triage-model.ts';

/** How messages of one kind fare: parts of 1. */
export interface GroupRecall {
  readonly group: string;
  readonly imminent: number;
  readonly recall: number;
  readonly others: number;
  readonly falseAlarms: number;
}

export interface TriageFigures {
  readonly messages: number;
  /** Imminent messages that are raised by the rules or the model. */
  readonly recall: number;
  /** All messages that are raised. */
  readonly flagged: number;
  /** The same by the model alone and by the rules alone. */
  readonly byModel: { readonly recall: number; readonly flagged: number };
  readonly byRules: { readonly recall: number; readonly flagged: number };
  /** Recall of the same messages all with, and all without diacritics. */
  readonly recallMarked: number;
  readonly recallUnmarked: number;
  /** Mean distance of the model's score from what held, in ten bins (expected calibration error). */
  readonly calibrationError: number;
  readonly groups: readonly GroupRecall[];
}

export interface MeasureTriage {
  readonly set: MessageSet;
  readonly seed: number;
  readonly count: number;
}

/** As on a helpline: one in twelve tells of an imminent danger. */
const IMMINENT_PART = 1 / 12;

/** Measures triage on generated messages, as it stands when model and rules both move. */
export function measureTriage({ set, seed, count }: MeasureTriage): TriageFigures {
  const messages = generateMessages(set, { seed, count, imminent: IMMINENT_PART, disguised: true });
  const judged = messages.map((message) => ({ message, ...triageOf(message.text) }));
  const plain = generateMessages(set, { seed, count, imminent: IMMINENT_PART }).filter(({ imminent }) => imminent);
  const random = randomFrom(seed);
  const raisedOf = (texts: readonly string[]) =>
    part(texts.filter((text) => triageOf(text).raised).length, texts.length);
  const recalled = (by: (one: (typeof judged)[number]) => boolean) => {
    const imminent = judged.filter(({ message }) => message.imminent);
    return {
      recall: part(imminent.filter(by).length, imminent.length),
      flagged: part(judged.filter(by).length, count),
    };
  };
  return {
    messages: count,
    ...recalled(({ raised }) => raised),
    byModel: recalled(({ model }) => model),
    byRules: recalled(({ rules }) => rules),
    recallMarked: raisedOf(plain.map(({ text }) => text)),
    recallUnmarked: raisedOf(plain.map(({ text }) => perturb('no-diacritics', text, random))),
    calibrationError: calibrationError(triageModel(), messages),
    groups: groupsOf(judged),
  };
}

interface Judged {
  readonly message: SyntheticMessage;
  readonly raised: boolean;
}

function triageOf(text: string) {
  const { band, reasons } = triageFirstMessage(text);
  const model = reasons.includes('MODEL_HIGH');
  return { raised: band > 1, model, rules: band === 3 };
}

function groupsOf(judged: readonly Judged[]): GroupRecall[] {
  const group = (name: string, belongs: (message: SyntheticMessage) => boolean): GroupRecall => {
    const own = judged.filter(({ message }) => belongs(message));
    const imminent = own.filter(({ message }) => message.imminent);
    const others = own.filter(({ message }) => !message.imminent);
    const raised = (some: readonly Judged[]) => part(some.filter((one) => one.raised).length, some.length);
    return {
      group: name,
      imminent: imminent.length,
      recall: raised(imminent),
      others: others.length,
      falseAlarms: raised(others),
    };
  };
  const themes = [...new Set(judged.map(({ message }) => message.theme))].toSorted();
  return [
    ...childAges.map((age) => group(`age ${age}`, (message) => message.age === age)),
    ...childRegions.map((region) => group(`region ${region}`, (message) => message.region === region)),
    ...typedAs.map((typed) => group(`typed ${typed}`, (message) => message.typed === typed)),
    ...themes.map((theme) => group(`theme ${theme}`, (message) => message.theme === theme)),
  ];
}

const BINS = 10;

function calibrationError(model: LinearModel, messages: readonly SyntheticMessage[]): number {
  const bins = Array.from({ length: BINS }, () => ({ said: 0, held: 0 }));
  for (const { text, imminent } of messages) {
    const score = scoreOf(model, normalise(text));
    const bin = bins[Math.min(BINS - 1, Math.floor(score * BINS))] as (typeof bins)[number];
    bin.said += score;
    if (imminent) bin.held += 1;
  }
  return part(
    bins.reduce((sum, { said, held }) => sum + Math.abs(said - held), 0),
    messages.length,
  );
}

const part = (some: number, all: number) => (all === 0 ? 0 : Math.round((some / all) * 10_000) / 10_000);
