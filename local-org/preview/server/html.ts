import type { BundleManifest } from '../bundler/types';
import type { ShellData } from '../page-types';

const escape = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** JSON that may stand inside a script element. */
const inScript = (value: unknown): string =>
  JSON.stringify(value)
    .replace(/</g, '\\u003c')
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029');

/** Nothing from elsewhere: scripts and styles are the org's own. Style attributes are how the base components place things. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "frame-ancestors 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "object-src 'none'"
].join('; ');

/** For pages without scripts: none runs, whatever a page is made to hold. */
export const WITHOUT_SCRIPTS = [
  "default-src 'none'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'self'"
].join('; ');

const head = (title: string): string => `<meta charset="utf-8">
<title>${escape(title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/assets/slds/slds2.cosmos.css">
<link rel="stylesheet" href="/assets/page.css">`;

/** The page that carries the shell. Synthetic shadow is a classic script: it must have run before the engine's module. */
export function shellPage(data: ShellData, manifest: BundleManifest): string {
  const preloads = manifest.shellImports.map((file) => `<link rel="modulepreload" href="${data.scripts}${file}">`).join('\n');
  const { lang, dir } = data.session.i18n;
  return `<!doctype html>
<html lang="${escape(lang)}" dir="${dir}">
<head>
${head(data.page.title)}
${preloads}
</head>
<body class="slds-scope">
<div id="app"><div class="preview-skeleton preview-skeleton_page" aria-hidden="true"></div></div>
<noscript>This page needs JavaScript.</noscript>
<script type="application/json" id="org-page">${inScript(data)}</script>
<script src="${data.scripts}${manifest.syntheticShadow}"></script>
<script type="module" src="${data.scripts}${manifest.shell}"></script>
</body>
</html>
`;
}

/** What is wrong with the preview's own scripts, for the one who is changing them. */
export function brokenPage(message: string): string {
  return `<!doctype html>
<html lang="en">
<head>${head('The preview does not build')}</head>
<body class="slds-p-around_large">
<h1 class="slds-text-heading_large">The preview does not build</h1>
<pre>${escape(message)}</pre>
</body>
</html>
`;
}

/** A page that has the browser go to an address of this org at once, as from a link of ours. */
export function resendPage(address: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Opening</title>
<meta http-equiv="refresh" content="0; url=${escape(address)}">
</head>
<body><a href="${escape(address)}">Open the page</a></body>
</html>
`;
}

/** The login form: for users whose password is not the sample users'. */
export function loginPage(startUrl: string, message: string): string {
  const note = message === '' ? '' : `<div class="slds-notify slds-notify_alert slds-alert_error" role="alert">${escape(message)}</div>`;
  return `<!doctype html>
<html lang="en">
<head>${head('Login')}</head>
<body class="slds-p-around_large">
<form method="post" action="/login" class="preview-login slds-box slds-theme_default">
<h1 class="slds-text-heading_medium slds-m-bottom_medium">Log In</h1>
${note}
<input type="hidden" name="startURL" value="${escape(startUrl)}">
<div class="slds-form-element"><label class="slds-form-element__label" for="un">Username</label>
<div class="slds-form-element__control"><input class="slds-input" id="un" name="un" autocomplete="username" required></div></div>
<div class="slds-form-element"><label class="slds-form-element__label" for="pw">Password</label>
<div class="slds-form-element__control"><input class="slds-input" id="pw" name="pw" type="password" autocomplete="current-password" required></div></div>
<button class="slds-button slds-button_brand slds-m-top_medium" type="submit">Log In</button>
</form>
</body>
</html>
`;
}
