import { measureTriage, triageFirstMessage } from '../../src/counselling/index.ts';
import type { BenchRow } from '../bench.ts';
import { atLeast, atMost } from './support/bench-target.ts';

const MESSAGES = 6_000;
const CALLS = 100;

/** Messages that cost most to read, and an ordinary one. */
const KINDS: Readonly<Record<string, string>> = {
  'an ordinary message': 'Em bị các bạn trêu trong nhóm lớp, em buồn lắm, cô ơi em phải làm sao ạ',
  'a message of 16,384 characters': 'Hôm nay em đi học về thấy buồn quá, không biết nói với ai. '.repeat(300),
  'a million combining marks': `em${'\u0301'.repeat(1_000_000)}`,
  '10 MB': 'em muốn kể '.repeat(1_000_000),
};

/**
 * `npm run bench -- triage`: recall of the first-message triage on the sealed synthetic set, whose templates no weight and no threshold
 * were taken from, by group; and processor time for one message. The set is synthetic: it says how well the model reads sentences
 * like these, not how well it finds children in danger.
 */
export default async function triage(): Promise<readonly BenchRow[]> {
  const figures = measureTriage({ set: 'sealed', seed: 111, count: MESSAGES });
  const { recall, flagged, recallMarked, recallUnmarked, byModel, byRules, calibrationError, groups } = figures;
  const times = Object.entries(KINDS).map(([what, text]) => ({ what, ms: cpuMilliseconds(text) }));
  return [
    ...groups.map(({ group, imminent, recall: found, others, falseAlarms }) => ({
      what: group,
      imminent,
      ...(imminent === 0 ? {} : { recall: found }),
      others,
      ...(others === 0 ? {} : { falseAlarms }),
    })),
    { what: 'by the model alone', ...byModel },
    { what: 'by the rules alone', ...byRules },
    { what: 'expected calibration error', measured: calibrationError },
    ...times.map(({ what, ms }) => ({ what: `processor time: ${what}`, unit: 'ms', mean: ms, n: CALLS })),
    atLeast(`recall on the sealed synthetic set (${MESSAGES} messages, one in twelve imminent)`, recall, 0.9),
    atMost('part of all messages flagged there', flagged, 0.15),
    atMost('recall with diacritics less recall without', Math.abs(recallMarked - recallUnmarked), 0.03),
    atMost('processor time of the costliest message, ms', Math.max(...times.map(({ ms }) => ms)), 20),
  ];
}

function cpuMilliseconds(text: string): number {
  for (let call = 0; call < CALLS / 4; call += 1) triageFirstMessage(text);
  const from = process.cpuUsage();
  for (let call = 0; call < CALLS; call += 1) triageFirstMessage(text);
  const { user, system } = process.cpuUsage(from);
  return Math.round((user + system) / CALLS) / 1_000;
}
