export interface ToastDefinition {
  readonly title: string;
  readonly message?: string;
  readonly messageData?: readonly (string | { readonly url: string; readonly label: string })[];
  readonly variant?: 'info' | 'success' | 'warning' | 'error';
  readonly mode?: 'dismissible' | 'dismissable' | 'pester' | 'sticky';
}

/** Marks the event as the platform's: the base toast uses the same event name for itself. */
export const PLATFORM_TOAST = Symbol.for('platformToast');

/** Asks the shell to show a toast. */
export class ShowToastEvent extends CustomEvent<ToastDefinition> {
  readonly [PLATFORM_TOAST] = true;

  constructor(definition: ToastDefinition) {
    super('lightning__showtoast', { bubbles: true, composed: true, cancelable: true, detail: definition });
  }
}
