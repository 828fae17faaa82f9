// What TypeScript's DOM library leaves out: the worker's own types, which clash with the page's, and Trusted Types.

interface FileSystemSyncAccessHandle {
  write(buffer: AllowSharedBufferSource, options?: { at?: number }): number;
}
declare const FileSystemSyncAccessHandle: { prototype: FileSystemSyncAccessHandle };

interface TrustedTypesPolicy {
  createScriptURL(url: string): string;
}
interface Window {
  /// Missing in browsers without Trusted Types.
  trustedTypes?: { createPolicy(name: string, rules: { createScriptURL(url: string): string }): TrustedTypesPolicy };
}
