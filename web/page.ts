// Starts the page: loads the module once, gives it the canvas and the fonts, reports input and draws when there is a reason to.
import { Canvas } from './canvas.ts';
import { Glyphs } from './glyphs.ts';
import { Mirror } from './mirror.ts';
import { compile, instantiate, LaterPart, Memory } from './module.ts';
import { show_notice } from './notice.ts';
import { Pictures, type PictureExports } from './pictures.ts';
import { PagePorts, type PortExports } from './ports.ts';
import { ShownLines } from './shown_lines.ts';

interface PageExports extends PortExports, PictureExports {
  page_start(): void;
  page_environment(has_touch: number, is_dark: number, is_motion_reduced: number, is_contrast_raised: number, is_spanish: number): void;
  page_system_colours(are_forced: number, canvas: number, text: number, link: number): void;
  page_route(route: number, size: number): void;
  page_frame(now_ms: number, width: number, height: number, density: number): number;
  page_tree(): number;
  page_tree_size(): number;
  page_wanted_route(): number;
  page_wanted_route_size(): number;
  page_wanted_route_replaces(): number;
  page_pointer_move(x: number, y: number, is_touch: number): void;
  page_pointer_leave(): void;
  page_pointer_button(button: number, is_down: number): void;
  page_textures_lost(): void;
  mirror_focused(id: number, is_by_keyboard: number): void;
  mirror_pressed(id: number): void;
  mirror_menu(id: number, x: number, y: number): number;
  mirror_edited(id: number, text: number, size: number, is_composing: number): void;
  mirror_committed(id: number, is_submitted: number): void;
  mirror_scrolled(id: number, y: number): void;
  mirror_wheeled(x: number, y: number, pan: number, zoom: number): void;
  mirror_key(key: number, modifiers: number): number;
}

/// ImGui needs three frames to come to rest after an input.
const frames_after_input = 3;
/// What tests and the bench read; the app does not.
const counters = { frames: 0, paints: 0, frame_ms: [] as number[], mirror_ms: [] as number[], glyphs: 0, are_pixels_disturbed: false };
const unrepeat = { counters, is_at_work: () => true };
Object.assign(globalThis, { unrepeat });

/// Keeps the last hundred.
function note(times: number[], ms: number): void {
  times.push(ms);
  if (times.length > 100) times.shift();
}

/// Draws, and only while there is a reason: an input, a change of size, a frame the shell asked for.
class FrameLoop {
  private left_ = 0;
  private is_requested_ = false;
  private timer_ = 0;
  private width_ = 0;
  private height_ = 0;
  private density_ = 1;
  private is_stopped_ = false;

  constructor(private readonly shell_: PageExports, private readonly memory_: Memory, private readonly glyphs_: Glyphs, private readonly painter_: Canvas,
    private readonly show_stopped_: () => void) {}

  mirror: Mirror | undefined;

  /// After an error inside the module nothing in it can be trusted any more.
  stop(): void {
    this.is_stopped_ = true;
    this.show_stopped_();
  }

  /// Something changed: draw until it is at rest.
  wake = (): void => {
    this.left_ = frames_after_input;
    this.request_();
  };

  /// Draws at once: what was typed is on its way before the event is over, also in a tab that is not shown.
  draw_now = (): void => {
    this.left_ = frames_after_input;
    this.draw_();
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
    // Without a graphics context too: what is written goes to the disk, and nothing is painted.
    if (this.is_stopped_ || this.width_ === 0 || this.height_ === 0) return;
    clearTimeout(this.timer_);
    const start = performance.now();
    let next_ms: number;
    try {
      next_ms = this.frame_(start);
    } catch (problem) {
      this.stop();
      throw problem;
    }
    counters.frames++;
    note(counters.frame_ms, performance.now() - start);
    counters.paints = this.painter_.paints;
    counters.glyphs = this.glyphs_.count;
    if (--this.left_ > 0 || next_ms === 0) this.request_();
    else if (next_ms > 0) this.timer_ = setTimeout(() => this.request_(), next_ms);
  }

  private frame_(now_ms: number): number {
    const shell = this.shell_;
    const next_ms = shell.page_frame(now_ms, this.width_, this.height_, this.density_);
    // In the same animation frame, so that the elements never part from the picture. A copy: what the mirror reports back may
    // make the module's memory grow.
    const tree = shell.page_tree();
    if (tree) {
      const start = performance.now();
      this.mirror?.update(this.memory_.bytes.slice(tree, tree + shell.page_tree_size()));
      note(counters.mirror_ms, performance.now() - start);
    }
    const route = shell.page_wanted_route();
    if (route) {
      const address = this.memory_.text(route, shell.page_wanted_route_size());
      if (shell.page_wanted_route_replaces()) history.replaceState(null, '', address);
      else location.hash = address;
    }
    return next_ms;
  }
}

/// How many times larger than usual the person set the browser's text. Everything is as much larger, as when they zoom.
let text_scale = 1;

/// What is written in stays in view when the page becomes smaller: an on-screen keyboard, another way up.
const show_what_is_written = (): void => document.activeElement?.matches('.mirror .f') ? document.activeElement.scrollIntoView({ block: 'nearest' }) : undefined;

/// The part of the page that an on-screen keyboard leaves, where the browser does not make the page smaller itself.
function follow_keyboard(host: HTMLElement): void {
  const view = visualViewport;
  view?.addEventListener('resize', () => {
    // Pinched, a person looks at a part of the page.
    if (Math.abs(view.scale - 1) > 0.01) return;
    const covered = Math.round(innerHeight - view.height - view.offsetTop);
    host.style.bottom = covered > 0 ? `${covered}px` : '';
    host.style.top = covered > 0 && view.offsetTop > 0 ? `${view.offsetTop}px` : '';
  });
}

function follow_size(canvas: HTMLCanvasElement, mirror: HTMLElement, loop: FrameLoop): void {
  const ruler = document.createElement('div');
  ruler.className = 'ruler';
  document.body.append(ruler);
  new ResizeObserver(([entry]) => {
    const scale = Math.min(4, Math.max(0.5, (entry?.contentRect.width ?? 0) / 16 || 1));
    if (scale === text_scale) return;
    text_scale = scale;
    mirror.style.zoom = String(scale);
    observer.unobserve(canvas);
    observe();
  }).observe(ruler);
  const observer = new ResizeObserver(entries => {
    for (const entry of entries) {
      const exact = entry.devicePixelContentBoxSize?.[0], css = entry.contentBoxSize[0];
      if (!css) continue;
      // Safari has no device pixel box, and in Chromium's device emulation it knows nothing of the emulated ratio.
      const pixels = (length: number, exact_length: number | undefined): number => {
        const near = length * devicePixelRatio;
        return exact_length !== undefined && Math.abs(exact_length - near) <= 1 ? exact_length : Math.round(near);
      };
      loop.resize(pixels(css.inlineSize, exact?.inlineSize), pixels(css.blockSize, exact?.blockSize), devicePixelRatio * text_scale);
      show_what_is_written();
    }
  });
  let observe = (): void => observer.observe(canvas, { box: 'device-pixel-content-box' });
  try {
    observe();
  } catch {
    observe = () => observer.observe(canvas);
    observe();
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
  });
  canvas.addEventListener('webglcontextrestored', () => {
    painter.prepare();
    shell.page_textures_lost();
    loop.wake();
  });
}

/// Milliseconds a finger rests on something that has a menu before it opens, as long as systems wait.
const long_press_ms = 500;
/// A finger that rests is never quite still.
const resting_pixels = 10;

/// Reports what happens on the host, the common parent of the canvas and of the layer of real elements beside it.
function follow_input(host: HTMLElement, shell: PageExports, mirror: Mirror, { wake, draw_now }: FrameLoop): void {
  // The browser alone edits fields.
  const is_edited = (target: EventTarget | null) => target instanceof Element && target.closest('textarea, input:not([type=checkbox], [type=radio])') !== null;
  // Text that can be selected is the browser's: a press on it is no press for the shell.
  const is_text = (target: EventTarget | null) => target instanceof Element && target.closest('#mirror .t') !== null;
  const place_of = (event: MouseEvent): [number, number] => {
    const box = host.getBoundingClientRect();
    return [(event.clientX - box.left) / text_scale, (event.clientY - box.top) / text_scale];
  };
  const move = (event: PointerEvent): void => {
    shell.page_pointer_move(...place_of(event), Number(event.pointerType === 'touch'));
    wake();
  };
  const button_of = (event: PointerEvent): number => [0, 2, 1][event.button] ?? -1;
  let pressed = 0;
  /// The press became something else (a scroll, a menu): released outside, nothing is clicked.
  const let_go = (): void => {
    pressed = 0;
    shell.page_pointer_leave();
    for (const button of [0, 1, 2]) shell.page_pointer_button(button, 0);
    wake();
  };

  // A menu opens by a long press, which not every browser tells of, by the right button and by the menu key.
  let long_press = 0, opened_menu = false, down_at: [number, number] = [0, 0];
  const open_menu = (event: MouseEvent): boolean => {
    if (!shell.mirror_menu(mirror.idOf(event.target), ...place_of(event))) return false;
    let_go();
    return true;
  };
  host.addEventListener('pointerdown', event => {
    opened_menu = false;
    clearTimeout(long_press);
    down_at = [event.clientX, event.clientY];
    if (event.isPrimary && event.pointerType === 'touch') long_press = setTimeout(() => { opened_menu = open_menu(event); }, long_press_ms);
  }, { capture: true });
  addEventListener('pointermove', event => {
    if (Math.hypot(event.clientX - down_at[0], event.clientY - down_at[1]) > resting_pixels) clearTimeout(long_press);
  });
  for (const end of ['pointerup', 'pointercancel']) addEventListener(end, () => clearTimeout(long_press));
  addEventListener('keydown', () => { opened_menu = false; }, { capture: true });
  host.addEventListener('contextmenu', event => {
    clearTimeout(long_press);
    // By mouse a link has the browser's own, which opens it in a new tab.
    const is_link_by_mouse = event.button === 2 && (event as PointerEvent).pointerType !== 'touch' && event.target instanceof Element && event.target.closest('a') !== null;
    opened_menu ||= !is_link_by_mouse && open_menu(event);
    if (opened_menu) event.preventDefault();
  });
  // Lifting the finger presses nothing.
  host.addEventListener('click', event => {
    if (!opened_menu || event.detail === 0) return;
    event.preventDefault();
    event.stopPropagation();
  }, { capture: true });

  host.addEventListener('pointerdown', event => {
    if (!event.isPrimary) return;
    // Taking the focus from a field draws at once.
    mirror.tellScrolls(event.target);
    move(event);
    if (is_edited(event.target) || is_text(event.target)) return;
    pressed++;
    // What lies on something else that is pressed is met only where the pointer was seen on it before.
    if (event.pointerType !== 'touch') draw_now();
    shell.page_pointer_button(button_of(event), 1);
    // What is pressed is what stands there now, not what the next frame may have there. A finger has to be seen before it presses.
    draw_now();
    if (event.pointerType === 'touch') draw_now();
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
    if (event.isPrimary && pressed > 0) let_go();
  });
  addEventListener('pointermove', event => {
    if (event.isPrimary && (pressed > 0 || event.target instanceof Node && host.contains(event.target))) move(event);
  });
  host.addEventListener('pointerleave', event => {
    if (event.isPrimary && pressed === 0) shell.page_pointer_leave();
    wake();
  });
}

/// The layer of real elements: what happens to them is reported at once, not in the next frame.
function make_mirror(element: HTMLElement, shell: PageExports, memory: Memory, { wake, draw_now }: FrameLoop): Mirror {
  const encoder = new TextEncoder();
  return new Mirror(element, {
    focused(id, is_by_keyboard) { shell.mirror_focused(id, Number(is_by_keyboard)); wake(); },
    pressed(id) { shell.mirror_pressed(id); wake(); },
    edited(id, text, is_composing) {
      memory.lend(encoder.encode(text), (pointer, size) => shell.mirror_edited(id, pointer, size, Number(is_composing)));
      draw_now();
    },
    committed(id, is_submitted) {
      shell.mirror_committed(id, Number(is_submitted));
      draw_now();
      // What Enter handed over is gone from its field before the next key is in it.
      if (is_submitted) draw_now();
    },
    wheeled(event) {
      const box = element.getBoundingClientRect(), lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
      const along = event.deltaX || event.deltaY;
      shell.mirror_wheeled((event.clientX - box.left) / text_scale, (event.clientY - box.top) / text_scale,
          event.ctrlKey ? 0 : along * lines, event.ctrlKey ? Math.exp(Math.max(-60, Math.min(60, event.deltaY * lines)) * 0.006) : 1);
      wake();
    },
    scrolled(id, y) { shell.mirror_scrolled(id, y); wake(); },
    key(key, modifiers) {
      const is_used = shell.mirror_key(key, modifiers) !== 0;
      if (is_used) wake();
      return is_used;
    },
  });
}

/// The system's colours for a page, its text and its links, as 0xRRGGBB.
function system_colours(): [number, number, number] {
  const probe = document.createElement('i');
  probe.style.forcedColorAdjust = 'none';
  document.body.append(probe);
  const colour = (name: string): number => {
    probe.style.color = name;
    const [red = 0, green = 0, blue = 0] = (getComputedStyle(probe).color.match(/\d+/g) ?? []).map(Number);
    return red << 16 | green << 8 | blue;
  };
  const colours: [number, number, number] = [colour('Canvas'), colour('CanvasText'), colour('LinkText')];
  probe.remove();
  return colours;
}

/// Tells the app what the person's system prefers, now and when it changes, and where the address bar is.
function follow_environment(shell: PageExports, memory: Memory, wake: () => void): void {
  const touch = matchMedia('(any-pointer: coarse)'), dark = matchMedia('(prefers-color-scheme: dark)');
  const reduced = matchMedia('(prefers-reduced-motion: reduce)'), contrast = matchMedia('(prefers-contrast: more)');
  const forced = matchMedia('(forced-colors: active)');
  const is_spanish = navigator.language.startsWith('es');
  const report = (): void => {
    shell.page_environment(Number(touch.matches), Number(dark.matches), Number(reduced.matches), Number(contrast.matches), Number(is_spanish));
    const [canvas, text, link] = system_colours();
    shell.page_system_colours(Number(forced.matches), canvas, text, link);
    wake();
  };
  for (const query of [touch, dark, reduced, contrast, forced]) query.addEventListener('change', report);
  const report_route = (): void => {
    memory.lend(new TextEncoder().encode(location.hash), (route, size) => shell.page_route(route, size));
    wake();
  };
  addEventListener('hashchange', report_route);
  report();
  report_route();
}

async function start(host: HTMLElement): Promise<void> {
  const canvas = document.getElementById('canvas') as HTMLCanvasElement;
  const compiling = compile('unrepeat.wasm');
  const memory = new Memory();
  let painter: Canvas;
  try {
    painter = new Canvas(canvas, memory);
  } catch {
    show_notice(host, 'needs_webgl');
    return;
  }
  const glyphs = new Glyphs(memory);
  counters.are_pixels_disturbed = glyphs.are_pixels_disturbed();
  const shown_lines = new ShownLines(memory);
  const later = new LaterPart('later.wasm', import.meta.url);
  const ports = new PagePorts(memory, later);
  const pictures = new Pictures(memory, painter);
  unrepeat.is_at_work = () => ports.is_at_work || pictures.is_at_work;
  const module = await compiling;
  // Another screen than the library begins with what is in the later part.
  if (location.hash.length > 2) await later.load();
  const shell = await instantiate<PageExports>(module, memory, { ...painter.imports, ...glyphs.imports, ...shown_lines.imports, ...ports.imports,
    ...pictures.imports }, later);
  shell.page_start();
  const loop = new FrameLoop(shell, memory, glyphs, painter, () => show_notice(host, 'stopped'));
  addEventListener('error', event => { if (event.error instanceof WebAssembly.RuntimeError) loop.stop(); });
  const mirror = document.getElementById('mirror')!;
  const elements = loop.mirror = make_mirror(mirror, shell, memory, loop);
  follow_environment(shell, memory, loop.wake);
  follow_context(canvas, painter, shell, loop);
  follow_input(host, shell, elements, loop);
  follow_size(canvas, mirror, loop);
  follow_keyboard(host);
  pictures.start(shell, loop.wake);
  ports.start(shell, module, host, loop.wake);
}

const host = document.getElementById('host')!;
start(host).catch((problem: unknown) => {
  show_notice(host, 'not_loaded');
  throw problem;
});
