/** Asks the shell to close the screen of a quick action. */
export class CloseActionScreenEvent extends CustomEvent<undefined> {
  constructor(options?: { readonly bubbles?: boolean; readonly composed?: boolean }) {
    super('lightning__actionsclosescreen', { bubbles: true, composed: true, ...options });
  }
}
