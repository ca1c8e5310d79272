import { LightningElement } from 'lwc';
import { joinForm, NO_ERRORS } from 'preview/formContext';
import type { FormErrors } from 'preview/formContext';

/** `lightning-messages`: the org's error messages for the record as a whole. */
export default class Messages extends LightningElement {
  errors: FormErrors = NO_ERRORS;

  override connectedCallback(): void {
    joinForm(this, {
      fieldName: '',
      receive: () => undefined,
      values: () => ({}),
      showErrors: (errors) => {
        this.errors = errors;
      },
      isValid: () => true,
      focusProblem: () => this.focusProblem(),
      reset: () => {
        this.errors = NO_ERRORS;
      }
    });
  }

  private focusProblem(): boolean {
    const problem = this.template?.querySelector<HTMLElement>('[role="alert"]');
    problem?.scrollIntoView({ block: 'center' });
    problem?.focus();
    return Boolean(problem);
  }

  get visible(): boolean {
    return this.errors.message !== '';
  }

  get message(): string {
    return this.errors.message;
  }

  get details(): readonly string[] {
    return this.errors.general.filter((detail) => detail !== this.errors.message);
  }
}
