import art from '../../../shared/art/art.css?raw';
import { pictureStyle } from '../../../shared/art/picture-style.ts';
import tokens from '../../../shared/tokens.css?raw';

/** The paints of drawings that are files of their own. */
export const paints = pictureStyle(tokens, art);
