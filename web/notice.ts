// What a person sees when there is no app to show anything: plain HTML, in the person's language.
import { sentences } from 'sentences';

export type Problem = 'needs_webgl' | 'not_loaded' | 'stopped';

/// Replaces everything in `host` by what happened and what helps.
export function show_notice(host: HTMLElement, problem: Problem): void {
  const is_spanish = navigator.language.startsWith('es');
  const say = (name: string): string => sentences[name]?.[Number(is_spanish)] ?? name;
  const add = (tag: 'h1' | 'p' | 'button', text: string): HTMLElement => {
    const element = host.appendChild(document.createElement(tag));
    element.textContent = text;
    return element;
  };
  document.documentElement.lang = is_spanish ? 'es' : 'en';
  host.className = 'notice';
  host.replaceChildren();
  add('h1', say(problem));
  add('p', say(`${problem}_remedy`));
  add('p', say('all_kept'));
  if (problem !== 'needs_webgl') add('button', say('reload')).addEventListener('click', () => location.reload());
}
