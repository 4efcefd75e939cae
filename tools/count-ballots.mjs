#!/usr/bin/env node
/*
 * Counts the ballot box of a consultation once more, apart from the platform: this file imports nothing of it and runs on any Node from 18 on.
 *
 *   node count-ballots.mjs box.json        the answer of /api/v1/consultations/<code>/box, in a file
 *   node count-ballots.mjs https://…/box   the same by its address
 *
 * It says of each stratum what its ballots say, and whether receipts, ballots and the seal fit together. Strata are never summed. It ends
 * with 1 where something does not fit. What it cannot tell: whether somebody had more than one token.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

const [source] = process.argv.slice(2);
if (!source) {
  console.error('which box? a file or an address');
  process.exit(2);
}
const box = JSON.parse(/^https?:/.test(source) ? await (await fetch(source)).text() : await readFile(source, 'utf8'));

const faults = [];
const sha256 = (text) => createHash('sha256').update(text).digest('hex');
const result = { code: box.code, kind: box.kind, closed: box.closedAt !== null, strata: [] };

for (const { stratum, receipts, ballots, hash, used } of box.strata) {
  if (receipts === null || ballots === null) {
    result.strata.push({ stratum, shown: false });
    continue;
  }
  const fault = (what) => faults.push(`${stratum}: ${what}`);
  if (receipts.length !== ballots.length) fault(`${receipts.length} receipts and ${ballots.length} ballots`);
  if (used !== null && used !== ballots.length) fault(`${used} said to be used and ${ballots.length} ballots`);
  if (new Set(receipts).size !== receipts.length) fault('a receipt stands twice');
  for (const list of [receipts, ballots])
    if (list.some((line, at) => at > 0 && list[at - 1] > line)) fault('a list is not sorted');
  if (
    sha256(`${receipts.map((line) => `${line}\n`).join('')}\n${ballots.map((line) => `${line}\n`).join('')}`) !== hash
  )
    fault('the lists do not have the hash that seals them');
  const counts = new Map(box.numbers.map((number) => [number, { number, yes: 0, no: 0, pass: 0 }]));
  for (const ballot of ballots) {
    const seen = new Set();
    for (const part of ballot === '' ? [] : ballot.split(' ')) {
      const [, digits, sign] = /^(\d+)([-+=]?)$/.exec(part) ?? [];
      if (digits === undefined || (box.kind === 'STATEMENTS') !== (sign !== '')) fault(`no ballot: ${ballot}`);
      if (seen.has(digits)) fault(`a number twice in one ballot: ${ballot}`);
      seen.add(digits);
      const count = counts.get(Number(digits));
      if (count) count[sign === '-' ? 'no' : sign === '=' ? 'pass' : 'yes'] += 1;
    }
  }
  result.strata.push({ stratum, shown: true, ballots: ballots.length, counted: [...counts.values()] });
}
const hashes = box.strata.map(({ stratum, hash }) => `${stratum} ${hash}\n`).join('');
if (box.hash !== null && sha256(`${hashes}NUMBERS ${box.numbers.join(' ')}\n`) !== box.hash)
  faults.push('strata and numbers do not have the hash that seals the box');

console.log(JSON.stringify({ ...result, faults }, null, 2));
process.exit(faults.length === 0 ? 0 : 1);
