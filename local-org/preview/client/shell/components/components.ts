import { shellData } from 'preview/session';

interface ComponentModule {
  readonly default: unknown;
}

export type ComponentLoaders = Readonly<Record<string, () => Promise<ComponentModule>>>;

let loaders: ComponentLoaders = {};

/** Tells which components of the project pages may name. */
export function provideComponents(given: ComponentLoaders): void {
  loaders = given;
}

/** Starts to fetch a component's scripts, so that they arrive together and not one import after the other. */
export function preloadComponent(name: string): void {
  for (const file of shellData.componentFiles[name] ?? []) {
    const href = shellData.scripts + file;
    if (document.head.querySelector(`link[href="${href}"]`)) continue;
    const link = document.createElement('link');
    link.rel = 'modulepreload';
    link.href = href;
    document.head.appendChild(link);
  }
}

/** The class of `c/name`. @throws Error naming what is wrong with it: unknown, broken, or in need of a module that is missing */
export async function loadComponent(name: string): Promise<unknown> {
  const load = loaders[name];
  if (!load) throw new Error(`The project has no exposed component c/${name}.`);
  return (await load()).default;
}
