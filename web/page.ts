// Starts the page: loads the module once, gives it the canvas and the fonts, reports input and draws when there is a reason to.
import { Canvas } from './canvas.ts';
import { Glyphs } from './glyphs.ts';
import { instantiate, Memory, type Exports } from './module.ts';

interface PageExports extends Exports {
  page_start(is_apple: number): void;
  page_frame(now_ms: number, width: number, height: number, density: number): number;
  page_pointer_move(x: number, y: number, is_touch: number): void;
  page_pointer_leave(): void;
  page_pointer_button(button: number, is_down: number): void;
  page_wheel(x: number, y: number): void;
  page_key(key: number, modifiers: number, is_down: number): number;
  page_focus(is_focused: number): void;
  page_textures_lost(): void;
}

/// ImGui needs three frames to come to rest after an input.
const frames_after_input = 3;
/// In the order of ImGuiKey, from Tab on.
const named_keys = ['Tab', 'ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End', 'Insert', 'Delete',
  'Backspace', ' ', 'Enter', 'Escape'];

/// What tests and the bench read; the app does not.
const counters = { frames: 0, frame_ms: [] as number[], glyphs: 0, are_pixels_disturbed: false };
Object.assign(globalThis, { unrepeat: { counters } });

async function compile(url: string): Promise<WebAssembly.Module> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  // Some plain hosts do not know the type, and then streaming is refused.
  return response.headers.get('content-type')?.startsWith('application/wasm') ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());
}

/// Draws, and only while there is a reason: an input, a change of size, a frame the shell asked for.
class FrameLoop {
  private left_ = 0;
  private is_requested_ = false;
  private timer_ = 0;
  private width_ = 0;
  private height_ = 0;
  private density_ = 1;
  is_context_lost = false;

  constructor(private readonly shell_: PageExports, private readonly glyphs_: Glyphs) {}

  /// Something changed: draw until it is at rest.
  wake = (): void => {
    this.left_ = frames_after_input;
    this.request_();
  };

  /// Draws at once, since this is called between layout and paint: the old picture would be shown stretched.
  resize(width: number, height: number, density: number): void {
    if (width === this.width_ && height === this.height_ && density === this.density_) return;
    [this.width_, this.height_, this.density_] = [width, height, density];
    this.left_ = frames_after_input;
    this.draw_();
  }

  private request_(): void {
    if (this.is_requested_) return;
    this.is_requested_ = true;
    requestAnimationFrame(() => {
      this.is_requested_ = false;
      this.draw_();
    });
  }

  private draw_(): void {
    if (this.is_context_lost || this.width_ === 0 || this.height_ === 0) return;
    clearTimeout(this.timer_);
    const start = performance.now();
    const next_ms = this.shell_.page_frame(start, this.width_, this.height_, this.density_);
    counters.frames++;
    counters.frame_ms.push(performance.now() - start);
    if (counters.frame_ms.length > 100) counters.frame_ms.shift();
    counters.glyphs = this.glyphs_.count;
    if (--this.left_ > 0 || next_ms === 0) this.request_();
    else if (next_ms > 0) this.timer_ = setTimeout(() => this.request_(), next_ms);
  }
}

function follow_size(canvas: HTMLCanvasElement, loop: FrameLoop): void {
  const observer = new ResizeObserver(entries => {
    for (const entry of entries) {
      const exact = entry.devicePixelContentBoxSize?.[0], css = entry.contentBoxSize[0];
      if (!css) continue;
      // Safari has no device pixel box, and in Chromium's device emulation it knows nothing of the emulated ratio.
      const pixels = (length: number, exact_length: number | undefined): number => {
        const near = length * devicePixelRatio;
        return exact_length !== undefined && Math.abs(exact_length - near) <= 1 ? exact_length : Math.round(near);
      };
      loop.resize(pixels(css.inlineSize, exact?.inlineSize), pixels(css.blockSize, exact?.blockSize), devicePixelRatio);
    }
  });
  try {
    observer.observe(canvas, { box: 'device-pixel-content-box' });
  } catch {
    observer.observe(canvas);
    const watch = (): void => matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener('change', () => {
      observer.unobserve(canvas);
      observer.observe(canvas);
      watch();
    }, { once: true });
    watch();
  }
}

function follow_context(canvas: HTMLCanvasElement, painter: Canvas, shell: PageExports, loop: FrameLoop): void {
  canvas.addEventListener('webglcontextlost', event => {
    event.preventDefault();
    loop.is_context_lost = true;
  });
  canvas.addEventListener('webglcontextrestored', () => {
    loop.is_context_lost = false;
    painter.prepare();
    shell.page_textures_lost();
    loop.wake();
  });
}

/// Reports what happens on the host, the common parent of the canvas and of the layer of real elements beside it.
function follow_input(host: HTMLElement, shell: PageExports, wake: () => void): void {
  const is_edited = (target: EventTarget | null) => target instanceof Element && target.closest('input, textarea, select') !== null;
  // Text that can be selected is the browser's: a press on it is no press for the shell.
  const is_text = (target: EventTarget | null) => target instanceof Element && target.closest('[data-text]') !== null;
  const move = (event: PointerEvent): void => {
    const box = host.getBoundingClientRect();
    shell.page_pointer_move(event.clientX - box.left, event.clientY - box.top, Number(event.pointerType === 'touch'));
    wake();
  };
  const button_of = (event: PointerEvent): number => [0, 2, 1][event.button] ?? -1;
  let pressed = 0;

  host.addEventListener('pointerdown', event => {
    if (!event.isPrimary) return;
    move(event);
    if (is_edited(event.target) || is_text(event.target)) return;
    pressed++;
    shell.page_pointer_button(button_of(event), 1);
  });
  // A press that began on the host may end anywhere.
  addEventListener('pointerup', event => {
    if (!event.isPrimary || pressed === 0) return;
    pressed--;
    move(event);
    shell.page_pointer_button(button_of(event), 0);
    if (event.pointerType === 'touch') shell.page_pointer_leave();
  });
  addEventListener('pointercancel', event => {
    if (!event.isPrimary || pressed === 0) return;
    pressed = 0;
    // The browser took the gesture (a scroll, say): released outside, nothing is clicked.
    shell.page_pointer_leave();
    for (const button of [0, 1, 2]) shell.page_pointer_button(button, 0);
    wake();
  });
  addEventListener('pointermove', event => {
    if (event.isPrimary && (pressed > 0 || event.target instanceof Node && host.contains(event.target))) move(event);
  });
  host.addEventListener('pointerleave', event => {
    if (event.isPrimary && pressed === 0) shell.page_pointer_leave();
    wake();
  });
  host.addEventListener('wheel', event => {
    const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : event.deltaMode === WheelEvent.DOM_DELTA_PAGE ? host.clientHeight : 1;
    shell.page_wheel(event.deltaX * pixels, event.deltaY * pixels);
    wake();
  }, { passive: true });

  const key = (event: KeyboardEvent): void => {
    if (event.isComposing || is_edited(event.target) && !(event.ctrlKey || event.metaKey)) return;
    const named = named_keys.indexOf(event.key);
    const code = named >= 0 ? -1 - named : event.key.length === 1 ? event.key.toLowerCase().charCodeAt(0) : 0;
    const modifiers = Number(event.shiftKey) + 2 * Number(event.ctrlKey) + 4 * Number(event.altKey) + 8 * Number(event.metaKey);
    if (shell.page_key(code, modifiers, Number(event.type === 'keydown'))) event.preventDefault();
    wake();
  };
  addEventListener('keydown', key);
  addEventListener('keyup', key);
  addEventListener('focus', () => { shell.page_focus(1); wake(); });
  addEventListener('blur', () => { shell.page_focus(0); wake(); });
}

/// Without the canvas there is no app: say what is needed, in the person's language.
function show_requirement(host: HTMLElement): void {
  const is_spanish = navigator.language.startsWith('es');
  const add = (tag: 'h1' | 'p', text: string): void => { host.appendChild(document.createElement(tag)).textContent = text; };
  document.documentElement.lang = is_spanish ? 'es' : 'en';
  host.className = 'requirement';
  host.replaceChildren();
  add('h1', is_spanish ? 'Unrepeat necesita WebGL 2' : 'Unrepeat needs WebGL 2');
  add('p', is_spanish ? 'Este navegador no lo ofrece. Usa una versión actual de Chrome, Edge, Firefox o Safari, o activa la aceleración gráfica en los ajustes.'
    : 'This browser does not offer it. Use a current version of Chrome, Edge, Firefox or Safari, or turn on graphics acceleration in its settings.');
  add('p', is_spanish ? 'Lo que guardaste en este dispositivo sigue ahí.' : 'What you saved on this device is still there.');
}

async function start(): Promise<void> {
  const host = document.getElementById('host')!, canvas = document.getElementById('canvas') as HTMLCanvasElement;
  const compiling = compile('unrepeat.wasm');
  const memory = new Memory();
  let painter: Canvas;
  try {
    painter = new Canvas(canvas, memory);
  } catch {
    show_requirement(host);
    return;
  }
  const glyphs = new Glyphs(memory);
  counters.are_pixels_disturbed = glyphs.are_pixels_disturbed();
  const shell = await instantiate<PageExports>(await compiling, memory, { ...painter.imports, ...glyphs.imports });
  shell.page_start(Number(/Mac|iP/.test(navigator.platform)));
  const loop = new FrameLoop(shell, glyphs);
  follow_context(canvas, painter, shell, loop);
  follow_input(host, shell, loop.wake);
  follow_size(canvas, loop);
}

void start();
