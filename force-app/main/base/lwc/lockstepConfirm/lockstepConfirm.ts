import LightningConfirm from 'lightning/confirm';

interface Question {
  readonly label: string;
  readonly message: string;
  readonly theme: 'warning';
}

interface Opener {
  open(question: Question): Promise<boolean>;
}

/**
 * Asks for confirmation before an action that affects the whole org or cannot be undone.
 * @param label the question, in the header
 * @param message what will happen
 * @returns whether the user confirmed
 */
export async function confirmFirst(label: string, message: string): Promise<boolean> {
  const dialog: unknown = LightningConfirm;
  const agreed = hasOpen(dialog) && (await dialog.open({ label, message, theme: 'warning' }));
  return agreed;
}

/** Salesforce's types of `lightning/confirm` leave `open` out. */
function hasOpen(dialog: unknown): dialog is Opener {
  return typeof dialog === 'function' && 'open' in dialog;
}
