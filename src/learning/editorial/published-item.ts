import type { ContentText } from '../content/content.ts';
import type { Lesson } from '../lessons/lesson.ts';
import type { Scenario } from '../scenarios/scenario.ts';

/** What readers see of an item: the approved body of exactly one version, as long as it is published and has not expired. */
interface Published {
  /** Its slug, unique within its kind. */
  readonly id: string;
  /** SHA-256 over the body and its pictures, in hex: what two persons approved. */
  readonly hash: string;
  readonly publishedAt: Date;
  /** When somebody has to look at it again; from then on readers don't see it. Null where it has no end. */
  readonly reviewBy: Date | null;
}

export interface PublishedText extends Published {
  readonly kind: 'TEXT';
  readonly body: ContentText;
}

export interface PublishedLesson extends Published {
  readonly kind: 'LESSON';
  readonly body: Lesson;
}

export interface PublishedScenario extends Published {
  readonly kind: 'SCENARIO';
  readonly body: Scenario;
}

export type PublishedItem = PublishedText | PublishedLesson | PublishedScenario;
