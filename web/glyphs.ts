// Measures and rasterises glyphs with the browser's own fonts, so that drawn text looks like the text of a DOM field laid over it.
import { outlines } from 'icons';
import type { Imports, Memory } from './module.ts';

const first_icon = 0xe000;
/// On a coarse screen glyphs are rasterised three times as wide and box-filtered, so that they stay sharp between whole pixels.
const oversample_at = (density: number) => density < 2 ? 3 : 1;
/// Joiners, variation selectors and the like: they occupy no place of their own.
const invisible = /^[\p{Cf}\p{Zl}\p{Zp}\uFE00-\uFE0F]$/u;

/// What stands for a character: for one that would be unseen and do something, such as turning the direction of what follows, a sign.
function shown(code_point: number): string {
  if (code_point < 32 && (code_point < 9 || code_point > 13)) return String.fromCodePoint(0x2400 + code_point);
  if (code_point === 127) return '␡';
  const turns = (code_point >= 0x202a && code_point <= 0x202e) || (code_point >= 0x2066 && code_point <= 0x2069);
  return turns ? '⇄' : String.fromCodePoint(code_point);
}

interface Face { weight: number; family: string; }

/// What lies in the context's top left corner: left and top in device pixels from the pen, width in columns, height in device pixels.
interface Bitmap { left: number; top: number; width: number; height: number; }
const nothing: Bitmap = { left: 0, top: 0, width: 0, height: 0 };

export class Glyphs {
  /// Glyphs rasterised so far; the bench reads it.
  count = 0;
  private readonly context_: OffscreenCanvasRenderingContext2D;
  private readonly faces_: readonly Face[];
  private font_ = '';
  private pixels_: Uint8Array | undefined;
  private readonly baselines_ = new Map<string, number>();

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
    const key = `${face} ${size} ${density}`;
    const known = this.baselines_.get(key);
    if (known !== undefined) return known;
    const { fontBoundingBoxAscent: ascent, fontBoundingBoxDescent: descent } = this.use_(face, size * density).measureText('x');
    const above = Math.round(ascent), below = Math.round(descent);
    const baseline = (above + Math.floor((Math.round(size * density) - above - below) / 2)) / density;
    this.baselines_.set(key, baseline);
    return baseline;
  }

  /// Measured at device size, which scales exactly without hinting, so that measuring and drawing share one font.
  private measure_(face: number, pixel_size: number, code_point: number): TextMetrics | undefined {
    const character = shown(code_point);
    return invisible.test(character) ? undefined : this.use_(face, pixel_size).measureText(character);
  }

  private raster_icon_(outline: string, pixel_size: number, columns: number, baseline: number): Bitmap {
    const side = Math.ceil(pixel_size) + 2;
    const context = this.use_(0, pixel_size, side * columns, side);
    context.setTransform(columns * pixel_size / 24, 0, 0, pixel_size / 24, columns, 1);
    context.lineWidth = 2;
    context.lineCap = context.lineJoin = 'round';
    context.stroke(new Path2D(outline));
    return { left: -1, top: -1 - baseline, width: side * columns, height: side };
  }

  private raster_(face: number, pixel_size: number, code_point: number, columns: number, box: TextMetrics): Bitmap {
    // A clear pixel all round, for the filter and for the GPU's interpolation.
    const left = Math.floor(-box.actualBoundingBoxLeft) - 1, top = Math.floor(-box.actualBoundingBoxAscent) - 1;
    const width = Math.ceil(box.actualBoundingBoxRight) + 1 - left, height = Math.ceil(box.actualBoundingBoxDescent) + 1 - top;
    if (width <= 2 || height <= 2) return nothing;
    const context = this.use_(face, pixel_size, width * columns, height);
    context.setTransform(columns, 0, 0, 1, 0, 0);
    context.fillText(shown(code_point), -left, -top);
    return { left, top, width: width * columns, height };
  }

  readonly imports: Imports = {
    glyph_baseline: (face: number, size: number, density: number) => this.baseline_(face, size, density),
    glyph_advance: (face: number, size: number, density: number, code_point: number) =>
      outlines[code_point - first_icon] !== undefined ? size : (this.measure_(face, size * density, code_point)?.width ?? 0) / density,
    glyph_shape: (face: number, size: number, density: number, code_point: number, shape: number) => {
      const pixel_size = size * density, columns = oversample_at(density), outline = outlines[code_point - first_icon];
      const box = outline === undefined ? this.measure_(face, pixel_size, code_point) : undefined;
      const advance = outline === undefined ? (box?.width ?? 0) / density : size;
      const bitmap = outline !== undefined ? this.raster_icon_(outline, pixel_size, columns, this.baseline_(face, size, density) * density)
        : box ? this.raster_(face, pixel_size, code_point, columns, box) : nothing;
      let is_coloured = false;
      if (bitmap.width) {
        this.count++;
        const { data } = this.context_.getImageData(0, 0, bitmap.width, bitmap.height);
        const pixels = new Uint32Array(data.buffer);
        is_coloured = pixels.some(pixel => (pixel & 0xffffff) !== 0);
        this.pixels_ = is_coloured ? filter_coloured(data, bitmap.width, columns) : filter(pixels, bitmap.width, columns);
      }
      const view = this.memory_.view;
      [advance, bitmap.left / density, bitmap.top / density, columns * density]
        .forEach((value, i) => view.setFloat32(shape + 4 * i, value, true));
      [bitmap.width, bitmap.height, Number(is_coloured)].forEach((value, i) => view.setInt32(shape + 16 + 4 * i, value, true));
    },
    glyph_pixels: (pixels: number) => {
      if (this.pixels_) this.memory_.bytes.set(this.pixels_, pixels);
    },
  };
}

/// Averages each column with its neighbours, a device pixel wide. The colour becomes white, to be tinted.
function filter(pixels: Uint32Array, width: number, columns: number): Uint8Array {
  const reach = columns >> 1, filtered = new Uint32Array(pixels.length);
  for (let i = 0; i < pixels.length; i++) {
    const x = i % width;
    let alpha = 0;
    for (let near = Math.max(-reach, -x); near <= Math.min(reach, width - 1 - x); near++) alpha += pixels[i + near]! >>> 24;
    filtered[i] = (alpha / columns << 24 | 0xffffff) >>> 0;
  }
  return new Uint8Array(filtered.buffer);
}

/// The same for a glyph with colours of its own, each weighed by how much of it is there.
function filter_coloured(data: Uint8ClampedArray, width: number, columns: number): Uint8Array {
  const reach = columns >> 1, filtered = new Uint8Array(data.length);
  for (let i = 0; i < data.length / 4; i++) {
    const x = i % width;
    let red = 0, green = 0, blue = 0, alpha = 0;
    for (let near = Math.max(-reach, -x); near <= Math.min(reach, width - 1 - x); near++) {
      const at = 4 * (i + near), weight = data[at + 3]!;
      red += data[at]! * weight;
      green += data[at + 1]! * weight;
      blue += data[at + 2]! * weight;
      alpha += weight;
    }
    if (alpha) filtered.set([red / alpha, green / alpha, blue / alpha, alpha / columns], 4 * i);
  }
  return filtered;
}
