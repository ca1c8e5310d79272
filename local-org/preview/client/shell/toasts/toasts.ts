import Toast from 'lightning/toast';
import { PLATFORM_TOAST } from 'lightning/platformShowToastEvent';
import type { ToastDefinition } from 'lightning/platformShowToastEvent';

const MODES: Readonly<Record<string, string>> = {
  pester: 'dismissible',
  dismissable: 'dismissible',
  dismissible: 'dismissible',
  sticky: 'sticky'
};

/** Puts texts into `{0}` of a message and leaves links to the toast. */
function fill({ message = '', messageData = [] }: ToastDefinition): { message: string; messageLinks: { url: string; label: string }[] } {
  const messageLinks: { url: string; label: string }[] = [];
  const text = message.replace(/\{(\d+)\}/g, (whole, index: string) => {
    const item = messageData[Number(index)];
    if (item === undefined) return whole;
    if (typeof item === 'string') return item;
    messageLinks.push({ url: item.url, label: item.label });
    return `{${messageLinks.length - 1}}`;
  });
  return { message: text, messageLinks };
}

/** Shows a toast of the shell's own. */
export function showToast(definition: ToastDefinition): void {
  Toast.show(
    {
      label: definition.title,
      ...fill(definition),
      variant: definition.variant ?? 'info',
      mode: MODES[definition.mode ?? ''] ?? 'dismissible'
    },
    null
  );
}

/**
 * Shows the toasts of `ShowToastEvent`. Caught on the way down: the base toast uses the same event name for itself and would take ours for
 * its own.
 */
export function showPlatformToasts(): void {
  window.addEventListener(
    'lightning__showtoast',
    (event) => {
      if (!(event instanceof CustomEvent) || !Reflect.get(event, PLATFORM_TOAST)) return;
      event.stopPropagation();
      showToast(event.detail);
    },
    true
  );
}
