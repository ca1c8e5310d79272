const loading = new Map<string, Promise<void>>();

function load(url: string, element: HTMLScriptElement | HTMLLinkElement): Promise<void> {
  const known = loading.get(url);
  if (known) return known;
  const started = new Promise<void>((resolve, reject) => {
    element.addEventListener('load', () => resolve());
    element.addEventListener('error', () => {
      loading.delete(url);
      reject(new Error(`The static resource at ${url} could not be loaded.`));
    });
    document.head.appendChild(element);
  });
  loading.set(url, started);
  return started;
}

/** Loads a script of a static resource once per page. Unlike in an org, it runs without Lightning Web Security. */
export function loadScript(_component: unknown, url: string): Promise<void> {
  const script = document.createElement('script');
  script.src = url;
  return load(url, script);
}

/** Loads a style sheet of a static resource once per page. */
export function loadStyle(_component: unknown, url: string): Promise<void> {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = url;
  return load(url, link);
}
