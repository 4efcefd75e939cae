import type { Lesson, Question } from './lesson.ts';

const both = (text: string) => ({ vi: text, en: text });

export function questionOf(id: string, more: Partial<Question> = {}): Question {
  return {
    id,
    skill: 'refuse',
    choose: 'one',
    ask: both('Em làm gì?'),
    options: [
      { id: 'a', say: both('Gửi'), right: false, feedback: both('Thử cách khác nhé.') },
      { id: 'b', say: both('Không gửi'), right: true, feedback: both('Đúng rồi.') },
      { id: 'c', say: both('Để mai'), right: false, feedback: both('Nói luôn thì nhẹ hơn.') },
    ],
    ...more,
  };
}

export function lessonOf(more: Partial<Lesson> = {}): Lesson {
  return {
    format: 1,
    id: 'mau',
    band: 'B9_12',
    topic: 'CONTACT.VAL',
    skills: ['refuse'],
    title: both('Bài mẫu'),
    lead: both('Một bài để thử.'),
    minutes: 5,
    cards: [
      { heading: both('Một'), text: [both('Một câu.')] },
      { heading: both('Hai'), text: [both('Hai câu.')] },
    ],
    act: both('Làm một việc.'),
    quiz: [questionOf('q-1'), questionOf('q-2'), questionOf('q-3')],
    help: { say: both('Gọi 111.'), to: ['111', 'trusted-adult'] },
    ...more,
  };
}
