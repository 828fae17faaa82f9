// The modules that web/bundle.mjs makes of files in assets/.

declare module 'icons' {
  /// Outlines of assets/icons.def in a 24 × 24 box, stroked two wide; the first is code point 0xE000, the others follow.
  export const outlines: readonly string[];
}

declare module 'sentences' {
  /// assets/strings/page.def by name: English, Spanish.
  export const sentences: Readonly<Record<string, readonly [string, string]>>;
}

declare module 'samples' {
  /// Names of the files in assets/samples/, which the page fetches when somebody asks for examples.
  export const files: readonly string[];
}
