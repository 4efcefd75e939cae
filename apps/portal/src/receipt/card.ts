/*
 * What a script adds to the words of a receipt: copy and save on the card, suggestions in the boxes of the way back. Loaded by enhance.ts
 * where a page shows one of them; everything else about the words works without it. Nothing is kept, and nothing is sent.
 */

const $ = <E extends Element = HTMLElement>(selector: string, from: ParentNode = document) =>
  from.querySelector<E>(selector);
const say = (words: string) => {
  const status = $('#say');
  if (status) status.textContent = words;
};

document.addEventListener('click', (event) => {
  const target = event.target as Element;
  const card = target.closest?.<HTMLElement>('[data-card]');
  const copy = target.closest?.<HTMLElement>('[data-copy]');
  if (card && copy) copyWords(card, copy);
  if (card && target.closest?.('[data-save]')) save(card);
});

/* ---- The card ---- */

const numbered = (card: HTMLElement) => [...card.querySelectorAll<HTMLElement>('.word:not(svg)')];
const wordOf = (item: HTMLElement) => item.lastChild?.textContent?.trim() ?? '';
const codeOf = (card: HTMLElement) => $('.locator b', card)?.textContent?.trim() ?? '';

/** Six lines and the code: nothing says what they are for. */
async function copyWords(card: HTMLElement, button: HTMLElement) {
  const text = `${numbered(card)
    .map((item, at) => `${at + 1}. ${wordOf(item)}`)
    .join('\n')}\n${codeOf(card)}\n`;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const field = document.createElement('textarea');
    field.value = text;
    button.after(field);
    field.select();
    document.execCommand('copy');
    field.remove();
  }
  const told = button.dataset.copied ?? '';
  button.textContent = told;
  say(told);
}

const SIDE = 300;
const GAP = 24;

/** Draws the card as a picture of six drawings, as a game of cards would look, and gives it to the browser to keep. */
function save(card: HTMLElement) {
  const items = numbered(card);
  const canvas = document.createElement('canvas');
  canvas.width = 3 * SIDE + 4 * GAP;
  canvas.height = 2 * (SIDE + 60) + 3 * GAP + 60;
  const paper = canvas.getContext('2d');
  if (!paper) return;
  paper.fillStyle = '#fffdf6';
  paper.fillRect(0, 0, canvas.width, canvas.height);
  paper.textAlign = 'center';
  const family = getComputedStyle(card).fontFamily;
  for (const [at, item] of items.entries()) {
    const [x, y] = [GAP + (at % 3) * (SIDE + GAP), GAP + Math.floor(at / 3) * (SIDE + 60 + GAP)];
    paper.strokeStyle = '#d9d2bf';
    paper.lineWidth = 3;
    paper.strokeRect(x, y, SIDE, SIDE + 60);
    const drawing = $<SVGSVGElement>('svg', item.parentElement ?? item);
    if (drawing) draw(paper, drawing, x + 40, y + 24, SIDE - 80);
    paper.fillStyle = '#26332d';
    paper.font = `600 34px ${family}`;
    paper.fillText(`${at + 1}  ${wordOf(item)}`, x + SIDE / 2, y + SIDE + 20, SIDE - 20);
  }
  paper.fillStyle = '#55605a';
  paper.font = `28px ${family}`;
  paper.fillText(codeOf(card), canvas.width / 2, canvas.height - 32);
  canvas.toBlob((picture) => {
    if (!picture) return;
    const link = document.createElement('a');
    link.href = URL.createObjectURL(picture);
    link.download = `${card.dataset.card ?? 'card'}.png`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1_000);
  });
}

function draw(paper: CanvasRenderingContext2D, drawing: SVGSVGElement, x: number, y: number, size: number) {
  const scale = size / 64;
  paper.save();
  paper.beginPath();
  paper.rect(x, y, size, size);
  paper.clip();
  for (const path of drawing.querySelectorAll<SVGPathElement>(':scope > path, :scope > g > path')) {
    paper.save();
    paper.translate(x, y);
    paper.scale(scale, scale);
    // Only groups carry a transform; its matrix is in the drawing's own 64 x 64.
    const turned = (path.parentNode as SVGGraphicsElement).transform?.baseVal.consolidate()?.matrix;
    if (turned) paper.transform(turned.a, turned.b, turned.c, turned.d, turned.e, turned.f);
    const shape = new Path2D(path.getAttribute('d') ?? '');
    const fill = path.getAttribute('fill');
    const stroke = path.getAttribute('stroke');
    paper.lineCap = 'round';
    paper.lineJoin = 'round';
    if (fill && fill !== 'none') {
      paper.fillStyle = path.dataset.pattern ? (pattern(paper, drawing) ?? '#ffffff') : fill;
      paper.fill(shape);
    }
    if (stroke) {
      paper.strokeStyle = stroke;
      paper.lineWidth = Number(path.getAttribute('stroke-width'));
      paper.stroke(shape);
    }
    paper.restore();
  }
  paper.restore();
}

/** The stripes or dots of a drawing, made of the paths of its own pattern. */
function pattern(paper: CanvasRenderingContext2D, drawing: SVGSVGElement): CanvasPattern | null {
  const source = $<SVGPatternElement>('pattern', drawing);
  const side = Number(source?.getAttribute('width'));
  if (!source || !side) return null;
  const tile = document.createElement('canvas');
  tile.width = side;
  tile.height = side;
  const ink = tile.getContext('2d');
  for (const path of source.querySelectorAll('path')) {
    if (!ink) return null;
    ink.fillStyle = path.getAttribute('fill') ?? '';
    ink.fill(new Path2D(path.getAttribute('d') ?? ''));
  }
  return paper.createPattern(tile, 'repeat');
}

/* ---- Suggestions, after two letters ---- */

const plain = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll('đ', 'd');

document.addEventListener('input', (event) => {
  const box = event.target as HTMLInputElement;
  const list = box.dataset?.word === undefined ? null : $<HTMLDataListElement>('#things');
  if (!list) return;
  const [things, qualities] = [list.dataset.things?.split('|') ?? [], list.dataset.qualities?.split('|') ?? []];
  const typed = plain(box.value).trimStart();
  const found =
    typed.length < 2
      ? things
      : things.flatMap((thing) => {
          const name = plain(thing);
          if (!typed.startsWith(name)) return name.startsWith(typed) ? [thing] : [];
          const rest = typed.slice(name.length).trimStart();
          return qualities.filter((quality) => plain(quality).startsWith(rest)).map((quality) => `${thing} ${quality}`);
        });
  list.replaceChildren(
    ...found.map((word) => {
      const option = document.createElement('option');
      option.value = word;
      // Browsers look for what was typed in the label too: so that "meo x" finds "mèo xanh".
      option.label = plain(word);
      return option;
    }),
  );
});
