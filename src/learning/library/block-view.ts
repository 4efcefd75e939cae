import { onlinePlace } from '../../vocabulary/index.ts';
import type { ContentText } from '../content/content.ts';
import { houseContent } from '../editorial/house-content.ts';
import { drawingOf } from './drawings.ts';
import type { Say } from './reader.ts';

type HelpAct = Extract<ContentText['blocks'][number], { kind: 'helpBox' }>['acts'][number];

export type BlockView =
  | { readonly kind: 'text' | 'heading'; readonly text: string }
  | { readonly kind: 'steps'; readonly steps: readonly string[] }
  | { readonly kind: 'picture'; readonly svg: string; readonly alt: string }
  | {
      readonly kind: 'platformPath';
      readonly place: string;
      readonly what: string;
      readonly steps: readonly string[];
      readonly url: string | null;
      /** YYYY-MM-DD: when somebody last looked; `verified` whether on the platform itself. */
      readonly checked: string;
      readonly verified: boolean;
    }
  | { readonly kind: 'helpBox'; readonly text: string; readonly acts: readonly HelpAct[] };

/** A block in a reader’s words; nothing where its picture or its way of reporting is not there. */
export function blockView(block: ContentText['blocks'][number], say: Say): readonly BlockView[] {
  if (block.kind === 'steps') return [{ kind: 'steps', steps: block.steps.map(say) }];
  if (block.kind === 'picture') {
    const drawing = drawingOf(block.picture);
    return drawing === undefined ? [] : [{ kind: 'picture', svg: drawing.svg, alt: say(drawing.alt) }];
  }
  if (block.kind === 'platformPath') {
    const path = houseContent().lists.paths[block.path];
    if (path === undefined) return [];
    const { what, steps, url, checked, verified, place } = path;
    return [
      {
        kind: 'platformPath',
        place: say(onlinePlace.get(place)),
        what: say(what),
        steps: steps.map(say),
        url,
        checked,
        verified,
      },
    ];
  }
  return [
    block.kind === 'helpBox'
      ? { kind: block.kind, text: say(block), acts: block.acts }
      : { kind: block.kind, text: say(block) },
  ];
}
