interface Combobox extends HTMLElement {
  focusAndOpenDropdownIfNotEmpty(): void;
}

/**
 * Opens the list of a grouped combobox whose items have just arrived. It opens by itself only for items that were there when the user
 * typed. Does nothing if the user has moved on.
 */
export function openDropdown(root: ShadowRoot | null, selector: string): void {
  window.requestAnimationFrame(() => {
    const combobox = root?.querySelector<Combobox>(selector);
    if (combobox && root?.activeElement === combobox) combobox.focusAndOpenDropdownIfNotEmpty();
  });
}
