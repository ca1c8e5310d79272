import LightningModal from 'lightning/modal';

interface InputElement extends HTMLElement {
  reportValidity(): boolean;
}

/**
 * Base class of dialogs that save. An error appears in the dialog, and every entry is kept. Mark inputs to validate
 * with `data-input`, and the button that saves with `data-id="submit"`.
 */
export default class LockstepSavingDialog extends LightningModal {
  isBusy = false;
  problem: unknown = null;

  handleCancel(): void {
    void this.close(undefined);
  }

  /** Whether every input is valid. Each invalid input shows its error, and the first gets the focus. */
  protected isComplete(): boolean {
    const inputs = [...(this.template?.querySelectorAll<InputElement>('[data-input]') ?? [])];
    const wrong = inputs.filter((input) => !input.reportValidity());
    wrong[0]?.focus();
    return wrong.length === 0;
  }

  /**
   * Saves once and closes with the result. The dialog stays open until then.
   * @param saving throws the error to show if it could not save
   */
  protected async save(saving: () => Promise<unknown>): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    this.disableClose = true;
    this.problem = null;
    try {
      const result = await saving();
      this.disableClose = false;
      void this.close(result);
    } catch (error) {
      this.problem = error;
    } finally {
      this.isBusy = false;
      this.disableClose = false;
    }
    if (this.problem !== null) await this.focusSubmit();
  }

  /** The button lost the focus while it was disabled, and Escape needs the focus inside the dialog. */
  private async focusSubmit(): Promise<void> {
    await Promise.resolve();
    this.template?.querySelector<HTMLElement>('[data-id="submit"]')?.focus();
  }
}
