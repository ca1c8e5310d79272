import { readFileSync, statSync } from 'node:fs';
import { extname, join, resolve, sep } from 'node:path';
import { content, type ApiReply } from '../../api/http/reply';
import type { StaticResourceDef } from '../../metadata/types';
import { packageDirectory } from '../bundler/packages';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.gif': 'image/gif',
  '.html': 'text/html; charset=utf-8',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2'
};
/** Files whose address changes with their content. */
const FOREVER = 'private, max-age=31536000, immutable';
/** Files of installed packages: they change with an install only. */
const AN_HOUR = 'private, max-age=3600';

function fileReply(directory: string, relativePath: string, cacheControl: string): ApiReply | null {
  const root = resolve(directory);
  let path: string;
  try {
    path = resolve(root, decodeURIComponent(relativePath));
  } catch {
    return null;
  }
  if (path.includes('\0') || !path.startsWith(root + sep) || !statSync(path, { throwIfNoEntry: false })?.isFile()) return null;
  const type = TYPES[extname(path)] ?? 'application/octet-stream';
  return content(200, type, readFileSync(path), { 'cache-control': cacheControl });
}

/** Style sheets, icon sprites and scripts of the page, from where they are installed or built. */
export class PageAssets {
  private readonly designSystem: string;
  private readonly styles: string;

  constructor(
    private readonly home: string,
    private readonly bundles: string
  ) {
    this.designSystem = join(packageDirectory(home, '@salesforce-ux/design-system'), 'assets');
    this.styles = join(packageDirectory(home, '@salesforce-ux/design-system-2'), 'dist/css/bundled');
  }

  /** @param path below `/assets/`. @returns null for what is not there */
  reply(path: string): ApiReply | null {
    const [kind = '', ...rest] = path.split('/');
    const below = rest.join('/');
    if (kind === 'lwc') return fileReply(this.bundles, below, FOREVER);
    if (kind === 'icons' || kind === 'images') return fileReply(join(this.designSystem, kind), below, AN_HOUR);
    if (kind === 'slds') return fileReply(this.styles, below, AN_HOUR);
    if (path === 'page.css') return fileReply(join(this.home, 'local-org/preview/client'), path, 'no-cache');
    return null;
  }
}

/** A static resource of the project, or a file of one that is kept unpacked. @param path `name` or `name/inside/file` */
export function staticResource(resources: readonly StaticResourceDef[], path: string): ApiReply | null {
  const [name = '', ...inside] = path.split('/');
  const resource = resources.find(({ fullName }) => fullName === name);
  if (!resource) return null;
  if (statSync(resource.path).isDirectory()) return fileReply(resource.path, inside.join('/'), 'no-cache');
  return inside.length > 0 ? null : content(200, resource.contentType, readFileSync(resource.path), { 'cache-control': 'no-cache' });
}
