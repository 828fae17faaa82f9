// Decodes images for the canvas. The browser alone knows their formats; what it cannot decode is no image.
import type { Canvas } from './canvas.ts';
import type { Exports, Imports, Memory } from './module.ts';

export interface PictureExports extends Exports {
  page_picture(name: number, name_size: number, texture: number, width: number, height: number): void;
}

/// Pixels of a texture's longer side: more than a column of text is wide, on any screen.
const most_side = 1600;

export class Pictures {
  private decoding_ = 0;
  private shell_: PictureExports | undefined;
  private wake_: () => void = () => {};

  constructor(private readonly memory_: Memory, private readonly canvas_: Canvas) {}

  /// Once the app is there.
  start(shell: PictureExports, wake: () => void): void {
    this.shell_ = shell;
    this.wake_ = wake;
  }

  get is_at_work(): boolean {
    return this.decoding_ > 0;
  }

  /// A getter: as a field it would be made before the constructor has set `memory_`.
  get imports(): Imports {
    return {
      picture_show: (name: number, name_size: number, pointer: number, size: number) => {
        void this.show_(this.memory_.text(name, name_size), this.memory_.bytes.slice(pointer, pointer + size));
      },
    };
  }

  private async show_(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    this.decoding_++;
    const picture = await this.decode_(new Blob([bytes])).finally(() => { this.decoding_--; });
    const texture = picture ? this.canvas_.take_picture(picture.bitmap) : 0;
    picture?.bitmap.close();
    this.memory_.lend(new TextEncoder().encode(name), (pointer, size) =>
      this.shell_!.page_picture(pointer, size, texture, picture?.width ?? 0, picture?.height ?? 0));
    this.wake_();
  }

  private async decode_(file: Blob): Promise<{ bitmap: ImageBitmap; width: number; height: number } | undefined> {
    try {
      // The canvas blends straight alpha.
      const whole = await createImageBitmap(file, { premultiplyAlpha: 'none' });
      const { width, height } = whole, scale = most_side / Math.max(width, height);
      if (scale >= 1) return { bitmap: whole, width, height };
      const bitmap = await createImageBitmap(whole, {
        premultiplyAlpha: 'none',
        resizeWidth: Math.max(1, Math.round(width * scale)),
        resizeHeight: Math.max(1, Math.round(height * scale)),
        resizeQuality: 'high',
      });
      whole.close();
      return { bitmap, width, height };
    } catch {
      return undefined;
    }
  }
}
