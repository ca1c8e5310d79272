import LightningModal from 'lightning/modal';

interface InputElement extends HTMLElement {
  reportValidity(): boolean;
}

/**
 * What the dialogs that save have in common: what is refused is said in place, with everything that was entered still there.
 * Their inputs that have to be valid carry `data-input`, and their button that saves `data-id="submit"`.
 */
export default class LockstepSavingDialog extends LightningModal {
  isBusy = false;
  problem: unknown = null;

  handleCancel(): void {
    void this.close(undefined);
  }

  /** Whether every input is filled in as it has to be. Each that is not says so, and the first of them gets the focus. */
  protected isComplete(): boolean {
    const inputs = [...(this.template?.querySelectorAll<InputElement>('[data-input]') ?? [])];
    const wrong = inputs.filter((input) => !input.reportValidity());
    wrong[0]?.focus();
    return wrong.length === 0;
  }

  /**
   * Saves once, and closes with what comes of it. Until it is known, the dialog stays open.
   * @param saving throws what is to be said where nothing came of it
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

  /** The button lost the focus while it was disabled, and without focus in the dialog Escape is not heard. */
  private async focusSubmit(): Promise<void> {
    await Promise.resolve();
    this.template?.querySelector<HTMLElement>('[data-id="submit"]')?.focus();
  }
}
