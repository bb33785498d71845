/** What stands below the body and still belongs to the article. */
import { isBarrier, isTurning } from './barrier.js';
import type { Block } from './blocks.js';
import { listsArticles, namesArticle, namesEditor, opensWithField } from './field-line.js';

/** The tail is short: of what stands further down, only lines that speak of the article are part of it. */
const TAIL_BLOCKS = 24;
/** And further down than this nothing is. */
const FURTHEST = 3 * TAIL_BLOCKS;

/** Sets the zone of the lines behind the body's last one. */
export function markTail(blocks: readonly Block[], outside: readonly boolean[], last: number): void {
  if (last < 0) return;
  const tail = new Tail();
  for (let index = last + 1; index < blocks.length && !tail.ended; index++) {
    const block = blocks[index];
    if (tail.takesIn(block, outside[index]) && block.zone === 'outside') block.zone = 'tail';
  }
}

/** Takes one line after the other, until something begins that is no longer the article. */
class Tail {
  ended = false;
  /** Lines seen. */
  private counted = 0;
  /** The way to the next article was among them: what follows is the page's, but for fields of this article. */
  private turned = false;
  /** So was a headline, and a list of them. */
  private linked = false;
  private listed = false;
  private headlineBefore: Block | null = null;

  takesIn(block: Block, isOutside: boolean): boolean {
    if (!block.visible) return !isOutside && this.counted < TAIL_BLOCKS && !this.turned;
    if (block.text === '') return false;
    if (isBarrier(block)) {
      // The way to the next article is one line, and templates have the source behind it as often as before.
      if (isTurning(block)) this.turned = true;
      else this.ended = true;
      return false;
    }
    if (++this.counted === FURTHEST || (!isOutside && listsArticles(block))) this.ended = true;
    return !isOutside && !this.ended && this.belongs(block);
  }

  private belongs(block: Block): boolean {
    const isField = opensWithField(block);
    const isHeadline = !isField && namesArticle(block);
    if (isHeadline && this.headlineBefore !== null) {
      // Two in a row are a list, the source behind each its own.
      this.headlineBefore.zone = 'outside';
      this.listed = true;
    }
    this.headlineBefore = isHeadline ? block : null;
    this.linked ||= isHeadline;
    if (this.listed) return namesEditor(block);
    // Behind a headline a field may be another article's.
    return (this.counted <= TAIL_BLOCKS && !this.turned) || (isField && !this.linked);
  }
}
