// Counts the lines of words that the page shows itself, because they are shaped or run from right to left: sets them once more, unseen, as the
// mirror sets them.
import { wear_mirror_style } from './mirror.ts';
import type { Imports, Memory } from './module.ts';

const run_bytes = 12;

export class ShownLines {
  /// In the page only while lines are counted.
  private readonly stage_ = document.createElement('div');
  private readonly words_ = document.createElement('div');

  constructor(private readonly memory_: Memory) {
    wear_mirror_style(this.stage_);
    this.stage_.inert = true;
    this.stage_.style.visibility = 'hidden';
    this.words_.className = 'n v';
    this.stage_.append(this.words_);
  }

  private count_(runs: number, run_count: number, words: number, width: number, line_height: number): number {
    const { style } = this.words_, view = this.memory_.view;
    const weight = (face: number) => face & 1 ? '600' : '400';
    const family = (face: number) => face & 2 ? 'var(--mono-family)' : '';
    const parts: Node[] = [];
    for (let at = runs; at < runs + run_count * run_bytes; at += run_bytes) {
      const face = view.getInt32(at, true), size = view.getFloat32(at + 4, true), bytes = view.getUint32(at + 8, true);
      const part = document.createElement('span');
      part.className = 'r';
      part.textContent = this.memory_.text(words, bytes);
      words += bytes;
      part.style.cssText = `font-size:${size}px;line-height:${size}px;font-weight:${weight(face)};font-family:${family(face)}`;
      if (parts.length === 0) style.cssText = `width:${width}px;font-size:${size}px;line-height:${line_height}px;font-weight:${weight(face)}`;
      parts.push(part);
    }
    this.words_.replaceChildren(...parts);
    document.body.append(this.stage_);
    const count = Math.round(this.words_.offsetHeight / line_height);
    this.stage_.remove();
    this.words_.replaceChildren();
    return count;
  }

  readonly imports: Imports = {
    shown_lines: (runs: number, run_count: number, words: number, _size: number, width: number, line_height: number) =>
      this.count_(runs, run_count, words, width, line_height),
  };
}
