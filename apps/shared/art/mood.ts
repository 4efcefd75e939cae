/** How a drawn animal looks: at rest, listening with care, frightened, or glad at the end of a way. */
export type Mood = 'calm' | 'worried' | 'scared' | 'glad';
