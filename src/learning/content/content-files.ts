import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Content, contentText, limitList, pictureList, platformPathList, sourceList } from './content.ts';

const here = import.meta.dirname;
const folders = ['help', 'articles', 'cards', 'questions'] as const;

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

/** Reads the folder of texts with its lists. A file of the wrong shape throws with its name: it is ours, and a bug. */
export function readContent(root: string = here): Content {
  const files = folders
    .flatMap((folder) => globSync(`${folder}/*.json`, { cwd: root }))
    .map((file) => file.replaceAll('\\', '/'));
  return {
    texts: files.sort().map((file) => {
      const read = contentText.safeParse(readJson(join(root, file)));
      if (!read.success) throw new Error(`${file}: ${read.error.message}`);
      return { file, text: read.data };
    }),
    sources: sourceList.parse(readJson(join(root, 'sources.json'))),
    paths: platformPathList.parse(readJson(join(root, 'platform-paths.json'))),
    pictures: pictureList.parse(readJson(join(root, 'pictures.json'))),
    limits: limitList.parse(readJson(join(root, 'limits.json'))),
  };
}

/** The drawing of a picture, as an SVG text whose shapes carry the classes of `apps/shared/art/art.css`; undefined while it is not drawn. */
export function readPicture(
  id: string,
  { pictures }: Pick<Content, 'pictures'>,
  root: string = here,
): string | undefined {
  return pictures[id]?.drawn === true ? readFileSync(join(root, 'pictures', `${id}.svg`), 'utf8') : undefined;
}
