// The page's elements for the shell's semantics tree: real focus, real inputs, real scrollers, found by role and name. Text goes in as
// text only; attributes come from this file.
import { rewrite } from './markdown_keys.ts';

/// What the mirror tells the shell. Ids are those of the tree.
export interface MirrorListener {
  focused(id: number, byKeyboard: boolean): void;
  pressed(id: number): void;
  /// While a word is being composed, its field only grows with it; it is said again when it is done.
  edited(id: number, text: string, isComposing: boolean): void;
  committed(id: number, submitted: boolean): void;
  scrolled(id: number, y: number): void;
  wheeled(event: WheelEvent): void;
  /// True when the shell uses the key.
  key(key: number, modifiers: number): boolean;
}

// Both lists are compared with shell/roles.def and shell/states.def by a test.
const roleNames = 'none text heading button link textbox searchbox checkbox switch_ radio radiogroup combobox listbox option tablist tab tabpanel menu menuitem menuitemradio dialog table row columnheader cell list listitem group img status alert progressbar navigation main complementary search banner scroller presentation separator blockquote code span strong emphasis rowheader deletion insertion'.split(' ');
const bits = Object.fromEntries(
  'disabled:0 checked:1 mixed:2 expandable:3 expanded:4 selected:5 pressed:6 invalid:7 required:8 read_only:9 current:10 modal:11 busy:12 multi_line:13 ascending:14 descending:15 tab_stop:16 focusable:17 overlay:18 pass_through:19 forwards_keys:20 has_menu:21 toggle:22 new_window:23 horizontal:24 centred:25 prompts:26 shaped:27 prose:28 exact:29 submits:30 rendered:31'
    .split(' ').map((entry) => { const [name, bit] = entry.split(':'); return [name, 1 << Number(bit)]; })) as Record<string, number>;

const isMac = /^(Mac|iP)/.test(navigator.platform);
// As shell/mirror_tree.hpp has them.
const headerBytes = 72, nodeBytes = 68, visitBytes = 12, shown = 1, placed = 2;

/// Keys by KeyboardEvent.key, in the order of shell/widgets/kit.hpp.
const namedKeys = ['Enter', 'Escape', 'Tab', 'ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End', 'PageUp', 'PageDown', 'Delete', 'Backspace'];

/// Elements by role; what is not here is a `div` with the role as attribute.
const tags: Record<string, string> = {
  text: 'p', button: 'button', link: 'a', textbox: 'input', searchbox: 'input', checkbox: 'input', switch_: 'input', radio: 'input',
  combobox: 'button', tab: 'button', menuitem: 'button', menuitemradio: 'button', option: 'button', columnheader: 'div', navigation: 'nav', main: 'main', complementary: 'aside',
  blockquote: 'blockquote', code: 'code', span: 'span', strong: 'strong', emphasis: 'em', deletion: 'del', insertion: 'ins',
};
/// Roles that their element has by itself.
const native = new Set(['none', 'text', 'button', 'link', 'textbox', 'searchbox', 'checkbox', 'radio', 'heading', 'navigation', 'main', 'complementary', 'scroller', 'blockquote', 'code', 'span', 'strong', 'emphasis', 'deletion', 'insertion']);
/// Roles whose name is their text.
const namedByContent = new Set(['text', 'heading', 'button', 'link', 'tab', 'menuitem', 'menuitemradio', 'option', 'status', 'alert', 'code', 'span', 'strong', 'emphasis', 'deletion', 'insertion']);
/// Words alone, or what holds other things and has no words of its own.
const cells = new Set(['cell', 'rowheader', 'columnheader']);

const sheetText = `
/* Elements come and go in every frame of scrolling: what can be inherited is said once, and what only some have is said of these.
   Punctuation of full width keeps it, as it is drawn: browsers take half of it away where two meet. */
.mirror { position: absolute; inset: 0; overflow: clip; color: transparent; forced-color-adjust: none; font-kerning: none; font-variant-ligatures: none;
  text-rendering: geometricPrecision; font-family: var(--text-family); letter-spacing: 0; -webkit-text-size-adjust: none; text-size-adjust: none;
  text-align: left; list-style: none; white-space: pre-wrap; overflow-wrap: break-word; text-spacing-trim: space-all;
  touch-action: manipulation; }
.mirror :is(p, h1, h2, h3, h4, h5, h6, blockquote, button, input, textarea) { margin: 0; }
.mirror :is(button, input, textarea) { padding: 0; border: 0; box-sizing: border-box; background: none; appearance: none; text-align: left; letter-spacing: 0;
  font-family: inherit; font-kerning: none; font-variant-ligatures: none; text-rendering: geometricPrecision; white-space: pre-wrap; overflow-wrap: break-word; }
.mirror :is(a, button, input, textarea) { text-decoration: none; forced-color-adjust: none; }
.mirror code { font-family: inherit; }
.mirror :focus { outline: none; }
.mirror ::selection { color: transparent; background: var(--mirror-selection); }
.mirror .n { position: absolute; contain: layout; display: block; color: transparent; }
.mirror .i { user-select: none; -webkit-user-select: none; cursor: pointer; white-space: pre; overflow: clip; -webkit-tap-highlight-color: transparent; }
/* What has a menu of its own by a long press. */
.mirror [role=row] a { -webkit-touch-callout: none; }
.mirror .i[aria-disabled=true] { cursor: default; }
.mirror .t { user-select: text; -webkit-user-select: text; }
.mirror .r { position: static; display: inline; white-space: pre-wrap; overflow: visible; font-style: normal; user-select: text; -webkit-user-select: text; }
.mirror .v { color: var(--shown, var(--mirror-ink)); unicode-bidi: plaintext; text-align: start; }
.mirror .v::selection { color: var(--shown, var(--mirror-ink)); }
.mirror .r.v { unicode-bidi: normal; }
.mirror a.r.v { text-decoration: underline; }
.mirror .f.v::placeholder { color: var(--mirror-hint); }
.mirror .p { pointer-events: none; }
.mirror .f { white-space: pre-wrap; overflow: clip; resize: none; caret-color: var(--mirror-accent); user-select: text; -webkit-user-select: text; cursor: text; border-radius: 0; }
.mirror input.f { white-space: pre; }
/* Its words are the elements over it: they are found once. It keeps its box, its value and the focus it is given. Chromium 156 dies when
   a selection is drawn over what is hidden like this, so the pointer does not meet it. */
.mirror .m:not(:focus) { content-visibility: hidden; pointer-events: none; }
.mirror textarea.f { overflow: hidden auto; scrollbar-width: none; }
.mirror .f::placeholder { color: transparent; opacity: 1; }
.mirror .f:focus { color: var(--mirror-ink); }
.mirror .f:focus::placeholder { color: var(--mirror-hint); }
.mirror .f:focus::selection { color: var(--mirror-ink); }
.mirror .f::-webkit-search-cancel-button { display: none; }
.mirror .s { overflow: hidden auto; scrollbar-width: thin; scrollbar-color: var(--mirror-thumb) transparent; overscroll-behavior: contain; }
/* Panned sideways by finger and wheel: up and down still scroll the page. */
.mirror .x { touch-action: pan-y; }
.mirror .w { position: relative; width: 1px; pointer-events: none; }
.mirror .o { z-index: 10; }
.mirror .live { width: 1px; height: 1px; overflow: clip; }
`;

const sheet = new CSSStyleSheet();

/// What is put into a field from elsewhere leaves the caret among the words it stood among.
function replaceText(field: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  const before = field.value, { selectionStart, selectionEnd } = field;
  field.value = text;
  if (document.activeElement !== field || selectionStart === null || selectionEnd === null) return;
  const after = field.value, shorter = Math.min(before.length, after.length);
  let same = 0, rest = 0;
  while (same < shorter && before[same] === after[same]) ++same;
  while (rest < shorter - same && before[before.length - 1 - rest] === after[after.length - 1 - rest]) ++rest;
  const moved = (place: number): number =>
    place >= before.length - rest ? place + after.length - before.length : Math.min(place, after.length - rest);
  field.setSelectionRange(moved(selectionStart), moved(selectionEnd));
}

interface Entry {
  element: HTMLElement;
  /// What was set on it, so that the document is asked for nothing: reading it costs more than comparing.
  attributes: Record<string, string | undefined>;
  classes: string;
  css: string;
  parent: number;
  role: string;
  state: number;
  multiLine: boolean;
  /// Of a field: what the shell knows it holds.
  value: string;
  /// Of words: the field that pressing them goes to.
  field: number;
}

function newEntry(element: HTMLElement, role: string, multiLine: boolean): Entry {
  return { element, attributes: {}, classes: element.className, css: '', parent: 0, role, state: 0, multiLine, value: '', field: 0 };
}

/// Makes an element look like the mirror: what is set in it takes the same room.
export function wear_mirror_style(host: HTMLElement): void {
  host.classList.add('mirror');
  if (document.adoptedStyleSheets.includes(sheet)) return;
  sheet.replaceSync(sheetText);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

export class Mirror {
  private readonly entries_ = new Map<number, Entry>();
  /// What the tree's roots stand in.
  private readonly top_: Entry;
  private readonly ids_ = new WeakMap<Element, number>();
  private readonly decoder_ = new TextDecoder();
  /// Where scrollers stood, also those that are gone: going back finds the place again.
  private readonly offsets_ = new Map<number, number>();
  private freshScrollers_: number[] = [];
  /// What the page changed by itself: the next update says again what it should be.
  private readonly touched_ = new Set<number>();
  private focusRequest_ = 0;
  private pendingFocus_ = 0;
  private scrollRequest_ = 0;
  private readonly colours_: string[] = [];
  private background_ = '';
  /// The language of what people write here; empty where it is the page's.
  private writing_ = '';
  private inert_ = new Set<HTMLElement>();
  private composing_ = false;
  private updating_ = false;
  private keyboard_ = false;
  private pressedAt_: [number, number] = [0, 0];

  /// `host` is positioned and lies over the canvas.
  constructor(private readonly host: HTMLElement, private readonly listener: MirrorListener) {
    this.top_ = newEntry(host, 'none', false);
    wear_mirror_style(host);
    host.addEventListener('click', (event) => this.clicked_(event));
    host.addEventListener('focusin', (event) => this.focusMoved_(event.target as Element));
    host.addEventListener('focusout', (event) => this.focusLost_(event));
    host.addEventListener('input', (event) => this.edited_(event.target as HTMLInputElement));
    host.addEventListener('scroll', (event) => this.scrolled_(event.target as Element), { capture: true, passive: true });
    host.addEventListener('keydown', (event) => this.keyDown_(event));
    host.addEventListener('compositionstart', () => { this.composing_ = true; });
    host.addEventListener('compositionend', (event) => {
      this.composing_ = false;
      this.edited_(event.target as HTMLInputElement);
    });
    // Without a focused element the event goes to the body.
    document.addEventListener('copy', (event) => this.copied_(event));
    host.addEventListener('pointerdown', (event) => { this.keyboard_ = false; this.pressedAt_ = [event.clientX, event.clientY]; }, { capture: true });
    window.addEventListener('keydown', (event) => { this.keyboard_ = true; if (event.target === document.body) this.keyDown_(event); }, { capture: true });
  }

  private readonly wheeled_ = (event: WheelEvent): void => {
    if (!event.ctrlKey && !event.shiftKey && Math.abs(event.deltaX) <= Math.abs(event.deltaY)) return;
    event.preventDefault();
    this.listener.wheeled(event);
  };

  /// The element of a node, for what must happen inside a user's gesture.
  element(id: number): HTMLElement | undefined { return this.entries_.get(id)?.element; }

  /// The node that this element stands for or in; 0 if there is none.
  idOf(target: EventTarget | null): number { return this.idOf_(target); }

  /// Brings the elements in line with a packed tree (shell/mirror_tree.hpp).
  update(bytes: Uint8Array): void {
    this.updating_ = true;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    ['ink', 'hint', 'accent', 'selection', 'thumb'].forEach((name, index) => {
      const colour = '#' + view.getUint32(4 + index * 4, true).toString(16).padStart(8, '0');
      if (this.colours_[index] !== colour) this.host.style.setProperty(`--mirror-${name}`, this.colours_[index] = colour);
    });
    const background = '#' + view.getUint32(48, true).toString(16).padStart(8, '0'), language = ['en', 'es'][view.getUint32(52, true)]!;
    if (background !== this.background_) document.body.style.backgroundColor = this.background_ = background;
    if (document.documentElement.lang !== language) document.documentElement.lang = language;
    const count = view.getUint32(0, true), visitCount = view.getUint32(64, true), goneCount = view.getUint32(68, true);
    const visits = headerBytes + count * nodeBytes, gone = visits + visitCount * visitBytes, arena = gone + goneCount * 4;
    const writing = this.decoder_.decode(bytes.subarray(arena, arena + view.getUint32(56, true)));
    if (writing !== this.writing_) {
      this.writing_ = writing;
      for (const id of this.entries_.keys()) this.touched_.add(id);
    }
    const focused = this.idOf_(document.activeElement);
    for (let at = gone; at < arena; at += 4) this.remove_(view.getUint32(at, true));
    for (let visit = visits; visit < gone; visit += visitBytes) {
      const at = headerBytes + view.getUint32(visit, true) * nodeBytes, flags = view.getUint32(visit + 8, true);
      const id = view.getUint32(at, true);
      const entry = this.entries_.get(id) ?? this.create_(id, view, bytes, at);
      entry.parent = view.getUint32(at + 4, true);
      if (flags & shown) {
        this.touched_.delete(id);
        this.apply_(entry, view, bytes, at, arena);
      }
      if (flags & placed) this.place_(entry, view.getUint32(visit + 4, true));
    }
    for (let at = headerBytes; this.touched_.size > 0 && at < visits; at += nodeBytes) {
      const id = view.getUint32(at, true);
      if (this.touched_.delete(id)) this.apply_(this.entries_.get(id)!, view, bytes, at, arena);
    }
    this.touched_.clear();
    this.shutOut_(this.entries_.get(view.getUint32(60, true))?.element);
    this.updating_ = false;
    for (const id of this.freshScrollers_.splice(0)) {
      const scroller = this.entries_.get(id)?.element;
      if (!scroller) continue;
      scroller.scrollTop = this.offsets_.get(id) ?? 0;
      this.listener.scrolled(id, scroller.scrollTop);
    }
    const scrollRequest = view.getUint32(36, true);
    if (scrollRequest !== this.scrollRequest_) {
      const scroller = this.entries_.get(view.getUint32(32, true))?.element;
      if (scroller) {
        this.scrollRequest_ = scrollRequest;
        scroller.scrollTop = view.getFloat32(40, true);
      }
    }
    const focusRequest = view.getUint32(28, true);
    if (focusRequest !== this.focusRequest_) {
      this.focusRequest_ = focusRequest;
      this.pendingFocus_ = view.getUint32(24, true);
    }
    const wanted = this.pendingFocus_ ? this.entries_.get(this.pendingFocus_)?.element : undefined;
    if (wanted) {
      this.pendingFocus_ = 0;
      wanted.focus({ preventScroll: view.getUint32(44, true) === 1 });
    } else if (focused !== 0 && this.entries_.has(focused) && this.idOf_(document.activeElement) !== focused) {
      // It was moved to another parent, and the browser lets go of what is moved.
      this.entries_.get(focused)!.element.focus({ preventScroll: true });
    } else if (!this.host.contains(document.activeElement)) {
      this.reportFocus_(0);
    }
  }

  /// What is neither in `modal` nor around it cannot be reached; what is said aloud is.
  private shutOut_(modal: HTMLElement | undefined): void {
    const out = new Set<HTMLElement>();
    for (let inside = modal; inside && inside !== this.host; inside = inside.parentElement!)
      for (const beside of inside.parentElement!.children as HTMLCollectionOf<HTMLElement>)
        if (beside !== inside && !beside.classList.contains('live')) out.add(beside);
    for (const element of this.inert_) if (!out.has(element)) element.inert = false;
    for (const element of out) if (!element.inert) element.inert = true;
    this.inert_ = out;
  }

  /// Elements stand in the order of the tree; one that stands right is not moved, because that would drop its focus.
  private place_(entry: Entry, beforeId: number): void {
    const above = this.entries_.get(entry.parent) ?? this.top_;
    const before = this.entries_.get(beforeId)?.element ?? (above.role === 'scroller' ? above.element.firstElementChild : null);
    above.element.insertBefore(entry.element, before ? before.nextElementSibling : above.element.firstElementChild);
  }

  private create_(id: number, view: DataView, bytes: Uint8Array, at: number): Entry {
    const role = roleNames[bytes[at + 52]!]!, multiLine = (view.getUint32(at + 8, true) & bits.multi_line!) !== 0;
    const level = Math.min(6, Math.max(1, view.getInt32(at + 56, true)));
    const element = document.createElement(multiLine ? 'textarea' : role === 'heading' ? `h${level}` : tags[role] ?? 'div');
    element.id = `u${id}`;
    if (!native.has(role)) element.setAttribute('role', role === 'switch_' ? 'switch' : role);
    if (element instanceof HTMLInputElement) {
      element.type = role === 'searchbox' ? 'search' : role === 'textbox' || role === 'combobox' ? 'text' : role === 'radio' ? 'radio' : 'checkbox';
      element.autocomplete = 'off';
    }
    if (element instanceof HTMLButtonElement) element.type = 'button';
    if (element instanceof HTMLAnchorElement) element.draggable = false;
    if (role === 'scroller') {
      const content = document.createElement('div');
      content.classList.add('w');
      content.setAttribute('aria-hidden', 'true');
      element.append(content);
      this.freshScrollers_.push(id);
    }
    const entry = newEntry(element, role, multiLine);
    this.entries_.set(id, entry);
    this.ids_.set(element, id);
    return entry;
  }

  private remove_(id: number): void {
    const entry = this.entries_.get(id);
    this.entries_.delete(id);
    // Also out of what goes with it: that may stand elsewhere in this very update.
    entry?.element.remove();
  }

  private apply_(entry: Entry, view: DataView, bytes: Uint8Array, at: number, arena: number): void {
    const text = (offset: number) => {
      const from = arena + view.getUint32(at + offset, true), size = view.getUint32(at + offset + 4, true);
      return size === 0 ? '' : this.decoder_.decode(bytes.subarray(from, from + size));
    };
    const { element, role } = entry;
    const state = view.getUint32(at + 8, true);
    const is = (name: string) => (state & bits[name]!) !== 0;
    entry.state = state;
    const number = view.getInt32(at + 56, true), limit = view.getInt32(at + 60, true), related = view.getUint32(at + 64, true);
    const name = text(28), value = text(36), description = text(44);
    const isField = role === 'textbox' || role === 'searchbox';

    const pixels = (offset: number) => `${view.getFloat32(at + offset, true)}px`;
    let css = `left:${pixels(12)};top:${pixels(16)};width:${pixels(20)};height:${pixels(24)};`;
    const size = bytes[at + 53]!, lineHeight = bytes[at + 54]!, face = bytes[at + 55]!;
    if (size) css += `font-size:${size}px;line-height:${lineHeight}px;font-weight:${face & 1 ? 600 : 400};`;
    if (size && face & 2) css += 'font-family:var(--mono-family);';
    if (is('centred')) css += 'text-align:center;';
    const shaped = is('shaped');
    if (shaped && limit && !isField) css += `--shown:#${(limit >>> 0).toString(16).padStart(8, '0')};`;
    if (role === 'none' && related) css += 'cursor:text;';
    // The words begin after an icon and end before what stands at the right (shell/widgets/field.cpp).
    const below = entry.multiLine ? number : view.getFloat32(at + 24, true) - number - lineHeight;
    if (isField) css += `padding:${number}px ${limit >> 16}px ${below}px ${limit & 0xffff}px;`;
    if (entry.css !== css) element.style.cssText = entry.css = css;

    const stop = is('tab_stop'), focusable = is('focusable');
    const interactive = stop || focusable;
    const around = this.entries_.get(entry.parent)?.role;
    entry.field = ['none', 'text', 'heading', 'code', 'span', 'strong', 'emphasis'].includes(role) ? related : 0;
    let classes = isField ? 'n f' : role === 'scroller' ? 'n s' : role === 'status' || role === 'alert' ? 'n live' : 'n';
    if (shaped) classes += ' v';
    // Words of one look inside a text flow with it.
    if (!isField && (around === 'text' || around === 'heading' || around === 'code')) classes += ' r';
    if (interactive && !isField && role !== 'scroller' && role !== 'dialog' && role !== 'main') classes += ' i';
    if (!interactive && (role === 'text' || role === 'heading' || role === 'code' || (cells.has(role) && name))) classes += ' t';
    if (role === 'group' && is('horizontal')) classes += ' x';
    if (is('pass_through')) classes += ' p';
    if (is('overlay')) classes += ' o';
    if (isField && is('rendered')) classes += ' m';
    // Only here: a page that listens to every wheel cannot be scrolled before it has answered.
    if (classes.endsWith(' x') && !entry.classes) element.addEventListener('wheel', this.wheeled_, { passive: false });
    if (entry.classes !== classes) element.className = entry.classes = classes;
    this.attribute_(entry, 'tabindex', stop ? '0' : focusable ? '-1' : undefined);
    this.attribute_(entry, 'lang', face & 8 && this.writing_ ? this.writing_ : undefined);
    this.attribute_(entry, 'aria-hidden', face & 4 || (role === 'presentation' && name) ? 'true' : undefined);
    this.attribute_(entry, 'aria-disabled', is('disabled') || is('busy') ? 'true' : undefined);
    this.attribute_(entry, 'aria-busy', is('busy') ? 'true' : undefined);
    this.attribute_(entry, 'aria-expanded', is('expandable') ? String(is('expanded')) : undefined);
    this.attribute_(entry, 'aria-selected', role === 'tab' || role === 'option' ? String(is('selected')) : undefined);
    this.attribute_(entry, 'aria-checked', role === 'menuitemradio' ? String(is('checked')) : undefined);
    this.attribute_(entry, 'aria-pressed', is('toggle') ? String(is('pressed')) : undefined);
    this.attribute_(entry, 'aria-invalid', is('invalid') ? 'true' : undefined);
    this.attribute_(entry, 'aria-required', is('required') ? 'true' : undefined);
    this.attribute_(entry, 'aria-current', is('current') ? 'page' : undefined);
    this.attribute_(entry, 'aria-modal', role === 'dialog' ? 'true' : undefined);
    this.attribute_(entry, 'aria-haspopup', is('has_menu') ? (role === 'combobox' ? 'listbox' : 'menu') : undefined);
    this.attribute_(entry, 'aria-sort', role === 'columnheader' ? (is('ascending') ? 'ascending' : is('descending') ? 'descending' : undefined) : undefined);
    this.attribute_(entry, 'aria-orientation', is('horizontal') && role !== 'group' ? 'horizontal' : undefined);
    this.attribute_(entry, 'aria-controls', related && (role === 'combobox' || role === 'tab' || is('has_menu')) && (role === 'tab' || is('expanded')) ? `u${related}` : undefined);
    if (role === 'table') {
      this.attribute_(entry, 'aria-rowcount', String(limit));
      this.attribute_(entry, 'aria-colcount', number ? String(number) : undefined);
    }
    if (role === 'listitem') {
      this.attribute_(entry, 'aria-posinset', limit ? String(number) : undefined);
      this.attribute_(entry, 'aria-setsize', limit ? String(limit) : undefined);
    }
    if (role === 'row') this.attribute_(entry, 'aria-rowindex', String(number));
    if (role === 'progressbar') {
      this.attribute_(entry, 'aria-valuemax', String(limit));
      this.attribute_(entry, 'aria-valuenow', String(number));
    }
    if (role === 'scroller') (element.firstElementChild as HTMLElement).style.height = `${number}px`;
    if (element instanceof HTMLTextAreaElement || (element instanceof HTMLInputElement && isField)) {
      element.readOnly = is('read_only') || is('disabled');
      // Dates, numbers, names of zones and what is searched are no words to be corrected.
      const exact = is('exact') || role === 'searchbox';
      if (element.spellcheck === exact) element.spellcheck = !exact;
      this.attribute_(entry, 'autocorrect', exact ? 'off' : undefined);
      this.attribute_(entry, 'autocapitalize', exact ? 'none' : 'sentences');
      this.attribute_(entry, 'enterkeyhint', role === 'searchbox' ? 'search' : is('prose') && !is('submits') ? undefined : related && role === 'textbox' ? 'next' : 'done');
      this.attribute_(entry, 'aria-activedescendant', related && role !== 'textbox' ? `u${related}` : undefined);
    }
    if (element instanceof HTMLInputElement && !isField) {
      element.checked = is('checked');
      element.indeterminate = is('mixed');
    }

    if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) {
      this.attribute_(entry, 'aria-label', name);
      if (isField) {
        const prompts = (state & bits.prompts!) !== 0;
        if (prompts && element.placeholder !== description) element.placeholder = description;
        this.attribute_(entry, 'aria-description', !prompts && description ? description : undefined);
        // While a word is being composed the input must be left alone. What the browser makes of the text (one kind of line break, none in
        // one line) is no difference: writing it again would lose the caret and what can be undone.
        if (entry.value !== value && !(this.composing_ && document.activeElement === element)) {
          entry.value = value;
          if (element.value !== value) replaceText(element, value);
        }
      }
      return;
    }
    this.attribute_(entry, 'aria-description', description || undefined);
    if (element instanceof HTMLAnchorElement) {
      // Only addresses that cannot run anything become links.
      const safe = /^(#|https?:\/\/|mailto:)/i.test(value);
      this.attribute_(entry, 'href', safe ? value : undefined);
      this.attribute_(entry, 'target', state & bits.new_window! ? '_blank' : undefined);
      this.attribute_(entry, 'rel', state & bits.new_window! ? 'noopener noreferrer' : undefined);
    }
    if (namedByContent.has(role) || cells.has(role)) {
      // Without words of its own it holds what stands inside it.
      if (element.textContent !== name && (name || !element.firstElementChild)) element.textContent = name;
    } else if (role === 'presentation') {
      if (name) {
        if (element.textContent !== name) element.textContent = name;
      }
    } else if (role === 'combobox') {
      this.attribute_(entry, 'aria-label', name);
      if (element.textContent !== value) element.textContent = value;
    } else {
      this.attribute_(entry, 'aria-label', name && role !== 'none' && role !== 'presentation' && (role !== 'scroller' || element.tabIndex === 0) ? name : undefined);
      if (role === 'main') document.title = name ? `${name} – Unrepeat` : 'Unrepeat';
      if (role === 'scroller') this.attribute_(entry, 'role', state & bits.tab_stop! ? 'region' : undefined);
      if (role === 'progressbar') this.attribute_(entry, 'aria-valuetext', value || undefined);
    }
  }

  private attribute_({ element, attributes }: Entry, name: string, value: string | undefined): void {
    if (attributes[name] === value) return;
    attributes[name] = value;
    if (value === undefined) element.removeAttribute(name);
    else element.setAttribute(name, value);
  }

  private idOf_(target: EventTarget | null): number {
    for (let element = target as Element | null; element && element !== this.host; element = element.parentElement) {
      const id = this.ids_.get(element);
      if (id !== undefined) return id;
    }
    return 0;
  }

  private clicked_(event: MouseEvent): void {
    const id = this.idOf_(event.target);
    const entry = this.entries_.get(id);
    if (!entry) return;
    // The shell alone decides what is checked; the browser would toggle by itself.
    if (entry.element instanceof HTMLInputElement && !entry.element.classList.contains('f')) {
      event.preventDefault();
      this.touched_.add(id);
    }
    // Words that were pressed and not dragged over, to select them, are about to be written.
    const moved = Math.hypot(event.clientX - this.pressedAt_[0], event.clientY - this.pressedAt_[1]);
    if (entry.field && !event.shiftKey && moved < 4) this.entries_.get(entry.field)?.element.focus();
    if (entry.element instanceof HTMLAnchorElement || entry.element.classList.contains('f')) return;
    // A press by pointer reaches the shell through the canvas; this one comes from a key or assistive technology.
    if (event.detail === 0) this.listener.pressed(id);
  }

  private focusMoved_(target: Element): void {
    if (!this.updating_) this.reportFocus_(this.idOf_(target), target);
  }

  private reported_ = 0;
  private reportFocus_(id: number, target?: Element): void {
    if (id === 0 && this.reported_ === 0) return;
    this.reported_ = id;
    this.listener.focused(id, id !== 0 && (this.keyboard_ || target?.matches(':focus-visible') === true));
  }

  private focusLost_(event: FocusEvent): void {
    if (this.updating_) return;
    const id = this.idOf_(event.target);
    if (this.entries_.get(id)?.element.classList.contains('f')) this.listener.committed(id, false);
    if (!event.relatedTarget || !this.host.contains(event.relatedTarget as Node)) this.reportFocus_(0);
  }

  private edited_(field: HTMLInputElement | HTMLTextAreaElement): void {
    const id = this.idOf_(field);
    const entry = this.entries_.get(id);
    if (!entry || !field.classList.contains('f')) return;
    this.touched_.add(id);
    entry.value = field.value.toWellFormed();
    this.listener.edited(id, entry.value, this.composing_);
  }

  /// Where the scrollers round an element stand by now: the browser tells of a scroll only with its next frame.
  tellScrolls(target: EventTarget | null): void {
    for (let at = target instanceof Element ? target.closest('.s') : null; at; at = at.parentElement?.closest('.s') ?? null) this.scrolled_(at);
  }

  private scrolled_(target: Element): void {
    const id = this.ids_.get(target);
    if (id !== undefined && target.classList.contains('s')) {
      this.offsets_.set(id, target.scrollTop);
      this.listener.scrolled(id, target.scrollTop);
    } else if (target === this.host) target.scrollTop = 0;
  }

  private keyDown_(event: KeyboardEvent): void {
    if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) return;
    const named = namedKeys.indexOf(event.key);
    const code = named >= 0 ? 0x110000 + named : event.key.length <= 2 ? event.key.toLowerCase().codePointAt(0)! : 0;
    if (!code) return;
    // On a Mac, Control with a letter moves the caret and is the system's own.
    const command = isMac ? event.metaKey : event.ctrlKey || event.metaKey;
    if (isMac && event.ctrlKey) return;
    const modifiers = (event.shiftKey ? 1 : 0) | (command ? 2 : 0) | (event.altKey ? 4 : 0);
    const id = this.idOf_(event.target);
    const entry = this.entries_.get(id);
    if (entry?.element.classList.contains('f')) {
      // What is one line, even where it wraps, has no line break; what is sent has one by Shift.
      const confirms = event.key === 'Enter' && (entry.state & bits.submits! ? (modifiers & ~2) === 0 : !(entry.state & bits.prose!) && !modifiers);
      if (!confirms && entry.state & bits.prose! && (modifiers & ~2) === 0 && this.rewrite_(entry.element as HTMLTextAreaElement, event.key, command)) {
        event.preventDefault();
        return;
      }
      // Letters and movement belong to the field, but for the keys it passes on.
      const passesOn = modifiers & 6 || event.key === 'Escape' || ((entry.state & bits.forwards_keys!) !== 0 && named >= 0 && /^(Arrow(Up|Down)|Enter|Tab)$/.test(event.key));
      if (passesOn && this.listener.key(code, modifiers)) {
        event.preventDefault();
        return;
      }
      if (confirms) {
        this.listener.committed(id, true);
        // Where Enter leads to another field, the browser would break the line there.
        if (entry.multiLine || document.activeElement !== event.target) event.preventDefault();
      }
      return;
    }
    if (this.listener.key(code, modifiers)) event.preventDefault();
  }

  /// Markdown while it is written. True when the key did something.
  private rewrite_(field: HTMLTextAreaElement, key: string, isCommand: boolean): boolean {
    const change = field.readOnly ? undefined : rewrite(key.length === 1 ? key.toLowerCase() : key, isCommand, field.value, field.selectionStart, field.selectionEnd);
    if (!change) return false;
    field.setSelectionRange(change.from, change.to);
    // Deprecated, and the only way that the browser can undo.
    document.execCommand(change.text ? 'insertText' : 'delete', false, change.text);
    field.setSelectionRange(change.start, change.end);
    return true;
  }

  /// Absolutely positioned text has no line breaks of its own: put one between the nodes of a selection.
  private copied_(event: ClipboardEvent): void {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || !event.clipboardData || this.entries_.get(this.idOf_(event.target))?.element.classList.contains('f')) return;
    const parts: string[] = [];
    for (const { element, role } of this.inOrder_()) {
      // Words inside a text are copied with it.
      if (!(namedByContent.has(role) || (cells.has(role) && !element.firstElementChild)) || element.classList.contains('r') || !element.firstChild || !selection.containsNode(element, true)) continue;
      const range = document.createRange();
      range.selectNodeContents(element);
      const chosen = selection.getRangeAt(0);
      if (chosen.compareBoundaryPoints(Range.START_TO_START, range) > 0) range.setStart(chosen.startContainer, chosen.startOffset);
      if (chosen.compareBoundaryPoints(Range.END_TO_END, range) < 0) range.setEnd(chosen.endContainer, chosen.endOffset);
      if (range.toString()) parts.push(range.toString());
    }
    if (parts.length === 0) return;
    event.clipboardData.setData('text/plain', parts.join('\n'));
    event.preventDefault();
  }

  private *inOrder_(): Iterable<Entry> {
    for (const element of this.host.querySelectorAll('.n')) {
      const entry = this.entries_.get(this.ids_.get(element) ?? 0);
      if (entry) yield entry;
    }
  }
}
