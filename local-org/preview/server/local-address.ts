const HERE = 'http://here.invalid';
const HOME = '/lightning/page/home';

/**
 * A place of this org, from what a link or a form gave: path, query and fragment as a browser would read them, with `..`, backslashes,
 * tabs and escapes gone. Whatever could lead to another host, then or when it is read once more, is the home page.
 */
export function localAddress(given: string | null | undefined): string {
  if (!given?.startsWith('/') || !URL.canParse(given, HERE)) return HOME;
  const url = new URL(given, HERE);
  const address = url.pathname + url.search + url.hash;
  // `/.//host` is a path of this host that reads `//host`, which is another one.
  const again = URL.canParse(address, HERE) ? new URL(address, HERE) : null;
  const isHere = url.origin === HERE && again?.origin === HERE && /^\/(?![/\\])/.test(address);
  return isHere ? address : HOME;
}
