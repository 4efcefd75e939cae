import type { Lesson } from './lesson.ts';
import type { MarkedQuestion } from './mark-quiz.pure.ts';

/**
 * A result in the shape of xAPI 1.0.3, without actor: who answered is not known and must not be. It can therefore not be sent to a
 * record store as it is; it is what a class adds up on its own device. Of the time the date alone remains.
 */
export interface ResultStatement {
  readonly verb: { readonly id: 'http://adlnet.gov/expapi/verbs/answered' };
  readonly object: {
    readonly objectType: 'Activity';
    readonly id: string;
    readonly definition: {
      readonly type: 'http://adlnet.gov/expapi/activities/cmi.interaction';
      readonly interactionType: 'choice';
      readonly correctResponsesPattern: readonly string[];
    };
  };
  readonly result: { readonly success: boolean; readonly response: string };
  /** A date in Viet Nam, YYYY-MM-DD. */
  readonly timestamp: string;
}

/** Between the parts of a response of several options, as xAPI writes them. */
const AND = '[,]';

/**
 * What was answered in a lesson, a statement a question; a question that was skipped has none.
 * @param address where the portal stands, `https://…` without a slash at its end
 */
export function resultStatements(
  lesson: Lesson,
  marked: readonly MarkedQuestion[],
  address: string,
  date: string,
): readonly ResultStatement[] {
  return marked
    .filter(({ result }) => result !== 'skipped')
    .map(
      ({ id, result, options }): ResultStatement => ({
        verb: { id: 'http://adlnet.gov/expapi/verbs/answered' },
        object: {
          objectType: 'Activity',
          id: `${address}/hoc/bai/${lesson.id}#${id}`,
          definition: {
            type: 'http://adlnet.gov/expapi/activities/cmi.interaction',
            interactionType: 'choice',
            correctResponsesPattern: [
              options
                .filter(({ right }) => right)
                .map((option) => option.id)
                .join(AND),
            ],
          },
        },
        result: {
          success: result === 'right',
          response: options
            .filter(({ chosen }) => chosen)
            .map((option) => option.id)
            .join(AND),
        },
        timestamp: date,
      }),
    );
}
