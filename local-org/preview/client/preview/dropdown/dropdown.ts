interface Combobox extends HTMLElement {
  focusAndOpenDropdownIfNotEmpty(): void;
}

/**
 * Opens the list of a grouped combobox whose items have just arrived. It opens by itself only for items that were there
 * when the user typed. Does nothing when the user has gone elsewhere meanwhile.
 */
export function openDropdown(root: ShadowRoot | null, selector: string): void {
  window.requestAnimationFrame(() => {
    const combobox = root?.querySelector<Combobox>(selector);
    if (combobox && root?.activeElement === combobox) combobox.focusAndOpenDropdownIfNotEmpty();
  });
}
