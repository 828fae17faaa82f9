// What web/bundle.mjs makes of assets/icons.def.
declare module 'icons' {
  /// Outlines in a 24 × 24 box, stroked two wide; the first is code point 0xE000, the others follow.
  export const outlines: readonly string[];
}
