// Measures and rasterises glyphs with the browser's own fonts, so that drawn text looks like the text of a DOM field laid over it.
import { outlines } from 'icons';
import type { Imports, Memory } from './module.ts';

const first_icon = 0xe000;
/// On a coarse screen glyphs are rasterised three times as wide and box-filtered, so that they stay sharp between whole pixels.
const oversample_at = (density: number) => density < 2 ? 3 : 1;
/// Joiners, variation selectors and the like: they occupy no place of their own.
const invisible = /^[\p{Cf}\p{Zl}\p{Zp}\uFE00-\uFE0F]$/u;

interface Face { weight: number; family: string; }

export class Glyphs {
  /// Glyphs rasterised so far; the bench reads it.
  count = 0;
  private readonly context_: OffscreenCanvasRenderingContext2D;
  private readonly faces_: readonly Face[];
  private font_ = '';
  private pixels_: Uint8ClampedArray | undefined;

  constructor(private readonly memory_: Memory) {
    const context = new OffscreenCanvas(64, 64).getContext('2d', { willReadFrequently: true });
    if (!context) throw new Error('Canvas2D is missing');
    this.context_ = context;
    const style = getComputedStyle(document.documentElement);
    const text = style.getPropertyValue('--text-family'), mono = style.getPropertyValue('--mono-family');
    this.faces_ = [{ weight: 400, family: text }, { weight: 600, family: text }, { weight: 400, family: mono }];
  }

  /// Whether this browser gives back other pixels than were drawn, as some do against fingerprinting.
  are_pixels_disturbed(): boolean {
    const draw = (): Uint8ClampedArray => {
      this.use_(0, 24, 32, 32);
      this.context_.fillText('g', 8, 24);
      return this.context_.getImageData(0, 0, 32, 32).data;
    };
    const first = draw(), second = draw();
    // Black on nothing: any colour, and any pixel in the corner, was not drawn by us.
    return first.some((value, i) => value !== second[i]) || (first[3] ?? 0) !== 0 || !first.some(value => value === 255);
  }

  /// Makes the context ready to measure, and large and clear enough to draw; any change of its size forgets its state.
  private use_(face: number, size: number, width = 0, height = 0): OffscreenCanvasRenderingContext2D {
    const context = this.context_, canvas = context.canvas;
    if (width > canvas.width || height > canvas.height) {
      canvas.width = Math.max(width, canvas.width);
      canvas.height = Math.max(height, canvas.height);
      this.font_ = '';
    }
    const { weight, family } = this.faces_[face] ?? { weight: 400, family: 'sans-serif' };
    const font = `${weight} ${size}px ${family}`;
    if (font !== this.font_) {
      this.font_ = context.font = font;
      context.fontKerning = 'none';
      context.textRendering = 'geometricPrecision';
    }
    context.setTransform(1, 0, 0, 1, 0, 0);
    if (width) context.clearRect(0, 0, width, height);
    return context;
  }

  /// As CSS does it: ascent and descent are whole device pixels, and half of what the line lacks goes above, rounded down.
  private baseline_(face: number, size: number, density: number): number {
    const { fontBoundingBoxAscent: ascent, fontBoundingBoxDescent: descent } = this.use_(face, size * density).measureText('x');
    const above = Math.round(ascent), below = Math.round(descent);
    return (above + Math.floor((Math.round(size * density) - above - below) / 2)) / density;
  }

  private advance_(face: number, size: number, code_point: number): number {
    const character = String.fromCodePoint(code_point);
    if (outlines[code_point - first_icon] !== undefined) return size;
    return invisible.test(character) ? 0 : this.use_(face, size).measureText(character).width;
  }

  /// Draws one glyph and returns left, top (device pixels from the pen), width in columns and height, or nothing to show.
  private raster_(face: number, size: number, density: number, code_point: number, columns: number): [number, number, number, number] | undefined {
    const pixel_size = size * density, outline = outlines[code_point - first_icon];
    if (outline !== undefined) {
      const side = Math.ceil(pixel_size);
      const context = this.use_(face, pixel_size, (side + 2) * columns, side + 2);
      context.setTransform(columns * pixel_size / 24, 0, 0, pixel_size / 24, columns, 1);
      context.lineWidth = 2;
      context.lineCap = context.lineJoin = 'round';
      context.stroke(new Path2D(outline));
      return [-1, -1 - Math.round(this.baseline_(face, size, density) * density), (side + 2) * columns, side + 2];
    }
    const character = String.fromCodePoint(code_point);
    if (invisible.test(character)) return;
    const box = this.use_(face, pixel_size).measureText(character);
    const left = Math.floor(-box.actualBoundingBoxLeft) - 1, top = Math.floor(-box.actualBoundingBoxAscent) - 1;
    const width = Math.ceil(box.actualBoundingBoxRight) + 1 - left, height = Math.ceil(box.actualBoundingBoxDescent) + 1 - top;
    if (width <= 2 || height <= 2) return;
    const context = this.use_(face, pixel_size, width * columns, height);
    context.setTransform(columns, 0, 0, 1, 0, 0);
    context.fillText(character, -left, -top);
    return [left, top, width * columns, height];
  }

  readonly imports: Imports = {
    glyph_baseline: (face: number, size: number, density: number) => this.baseline_(face, size, density),
    glyph_advance: (face: number, size: number, code_point: number) => this.advance_(face, size, code_point),
    glyph_shape: (face: number, size: number, density: number, code_point: number, shape: number) => {
      const columns = oversample_at(density);
      const advance = this.advance_(face, size, code_point);
      const [left, top, width, height] = this.raster_(face, size, density, code_point, columns) ?? [0, 0, 0, 0];
      let is_coloured = false;
      if (width) {
        this.count++;
        const { data } = this.context_.getImageData(0, 0, width, height);
        for (let i = 0; i < data.length && !is_coloured; i += 4) is_coloured = (data[i]! | data[i + 1]! | data[i + 2]!) !== 0;
        this.pixels_ = filter(data, width, columns, is_coloured);
      }
      const view = this.memory_.view;
      [advance, left / density, top / density, columns * density].forEach((value, i) => view.setFloat32(shape + 4 * i, value, true));
      [width, height, Number(is_coloured)].forEach((value, i) => view.setInt32(shape + 16 + 4 * i, value, true));
    },
    glyph_pixels: (pixels: number) => {
      if (this.pixels_) this.memory_.bytes.set(this.pixels_, pixels);
    },
  };
}

/// Averages each column with its neighbours, a device pixel wide; glyphs without colours of their own become white, to be tinted.
function filter(data: Uint8ClampedArray, width: number, columns: number, is_coloured: boolean): Uint8ClampedArray {
  const reach = columns >> 1, filtered = new Uint8ClampedArray(data.length);
  for (let start = 0; start < data.length; start += 4 * width) {
    for (let x = 0; x < width; x++) {
      const at = start + 4 * x;
      let red = 0, green = 0, blue = 0, alpha = 0;
      for (let near = Math.max(0, x - reach); near <= Math.min(width - 1, x + reach); near++) {
        const from = start + 4 * near, weight = data[from + 3]!;
        red += data[from]! * weight;
        green += data[from + 1]! * weight;
        blue += data[from + 2]! * weight;
        alpha += weight;
      }
      const own = is_coloured && alpha > 0;
      filtered[at] = own ? red / alpha : 255;
      filtered[at + 1] = own ? green / alpha : 255;
      filtered[at + 2] = own ? blue / alpha : 255;
      filtered[at + 3] = alpha / columns;
    }
  }
  return filtered;
}
