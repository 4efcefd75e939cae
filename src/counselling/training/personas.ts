import { type Persona, personaShape } from './persona.ts';
import extortion from './personas/extortion.json' with { type: 'json' };
import familiarCaller from './personas/familiar-caller.json' with { type: 'json' };
import meetingTonight from './personas/meeting-tonight.json' with { type: 'json' };
import prank from './personas/prank.json' with { type: 'json' };
import selfHarm from './personas/self-harm.json' with { type: 'json' };
import worriedParent from './personas/worried-parent.json' with { type: 'json' };

/** Everybody there is to practise with, the easier first. A new one is a data file and a line here. */
export const personas: readonly Persona[] = [
  prank,
  familiarCaller,
  worriedParent,
  meetingTonight,
  extortion,
  selfHarm,
].map((file) => personaShape.parse(file));

export const personaOf = (code: string): Persona | undefined => personas.find((persona) => persona.code === code);
