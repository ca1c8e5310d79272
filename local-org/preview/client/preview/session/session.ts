import type { ShellData } from '../../../page-types';

const SHELL_DATA_ID = 'org-page';

function readShellData(): ShellData {
  const text = document.getElementById(SHELL_DATA_ID)?.textContent;
  if (!text) throw new Error(`The page has no ${SHELL_DATA_ID} data.`);
  const data: ShellData = JSON.parse(text);
  return data;
}

/** The data that the server wrote into this page. */
export const shellData: ShellData = readShellData();

/** Who is signed in, and in which language, currency and time zone. */
export const session = shellData.session;

/** As `@salesforce/client/formFactor`: `Small` on phones. Read once per page load, as in an org. */
export const formFactor: 'Small' | 'Medium' | 'Large' = window.matchMedia('(max-width: 767px)').matches
  ? 'Small'
  : window.matchMedia('(max-width: 1024px) and (pointer: coarse)').matches
    ? 'Medium'
    : 'Large';

/** A custom label in the user's language; without a translation, in the language it was written in. */
export function labelText(values: Readonly<Record<string, string>>): string {
  const language = session.language;
  return values[language] ?? values[language.split('_')[0] ?? ''] ?? values['en_US'] ?? Object.values(values)[0] ?? '';
}
