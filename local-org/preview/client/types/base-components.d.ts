/** The base components and modules that the shell imports; they come without types of their own. */
declare module 'lightning/toast' {
  interface ToastConfiguration {
    readonly label: string;
    readonly message?: string;
    readonly messageLinks?: readonly { readonly url: string; readonly label: string }[];
    readonly variant?: string;
    readonly mode?: string;
  }
  const Toast: { show(configuration: ToastConfiguration, source: object | null): void };
  export default Toast;
}

declare module 'lightning/confirm' {
  const LightningConfirm: {
    open(configuration: {
      readonly label: string;
      readonly message: string;
      readonly theme?: string;
      readonly variant?: string;
    }): Promise<boolean>;
  };
  export default LightningConfirm;
}

declare module 'lightning/modal' {
  import { LightningElement } from 'lwc';

  export default class LightningModal extends LightningElement {
    static open(configuration: Readonly<Record<string, unknown>>): Promise<unknown>;
    label: string;
    size: string;
    close(result?: unknown): void;
  }
}
