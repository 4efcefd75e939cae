/** What a scenario may be at most: 200 scenes and 64 combinations of flags are 12,800 states, all of which are looked at. */

export const MOST_SCENES = 200;
export const MOST_FLAGS = 6;
/** The product of what the flags can hold: six flags of yes and no. */
export const MOST_COMBINATIONS = 64;
/** The most scenes that a reader may have to go through, if every turn is taken that can be taken. */
export const MOST_STEPS = 12;
