import { readdirSync, readFileSync } from 'node:fs';
import { lesson } from './src/learning/lessons/lesson.ts';
import { checkLesson, longSentences, textsOf, SENTENCE_SYLLABLES } from './src/learning/lessons/check-lesson.pure.ts';
import { findAvoidedTerms } from './src/vocabulary/index.ts';
const d='./src/learning/content/lessons/';
const all=[];
for (const f of readdirSync(d)) {
  const raw=readFileSync(d+f,'utf8'); const r=lesson.safeParse(JSON.parse(raw));
  if(!r.success){console.log(f, JSON.stringify(r.error.issues.slice(0,3)));continue;}
  all.push(r.data);
  const l=longSentences(textsOf(r.data),SENTENCE_SYLLABLES[r.data.band]);
  console.log(f, r.data.band, checkLesson(r.data), `${l.long.length}/${l.all}`, findAvoidedTerms(raw).map(x=>x.term), textsOf(r.data).filter(t=>!t.en).length);
}
const by={}; for(const l of all) for(const q of l.quiz) (by[q.skill]??=[]).push(l.band); console.log(Object.fromEntries(Object.entries(by).map(([k,v])=>[k,v.length])));
