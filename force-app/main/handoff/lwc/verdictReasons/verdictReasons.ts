import { LightningElement, api } from 'lwc';
import clerical from '@salesforce/label/c.Lockstep_Decide_Kind_Clerical';
import definitional from '@salesforce/label/c.Lockstep_Decide_Kind_Definitional';
import needsAttempts from '@salesforce/label/c.Lockstep_Decide_Needs_Attempts';
import procedural from '@salesforce/label/c.Lockstep_Decide_Kind_Procedural';
import reason from '@salesforce/label/c.Lockstep_Decide_Reason';
import reroutes from '@salesforce/label/c.Lockstep_Decide_Reroutes';

const KINDS: Readonly<Record<string, string>> = { Procedural: procedural, Clerical: clerical, Definitional: definitional };

interface Chip {
  readonly key: string;
  readonly label: string | null;
  readonly checked: boolean;
}

interface ChipGroup {
  readonly key: string;
  readonly title: string | null;
  /** The same word may stand under several titles: anyone who hears it has to hear its title too. */
  readonly role: 'group' | null;
  readonly chips: Chip[];
}

/** Of one reason its kind and value: the same value may stand under several kinds. */
export function reasonKey(each: Apex.VerdictReason): string {
  return `${each.rejectionKind ?? ''}/${each.value ?? ''}`;
}

/**
 * The reasons of a verdict as chips, of which one is chosen. The kind of a rejection follows from the chip.
 * @fires choose with the reason as detail
 */
export default class VerdictReasons extends LightningElement {
  @api reasons: readonly Apex.VerdictReason[] = [];
  /** Key of the chosen reason, see `reasonKey`. */
  @api chosen: string | null = null;

  labels = { reason };

  get groups(): ChipGroup[] {
    const groups: ChipGroup[] = [];
    for (const each of this.reasons) {
      const kind = each.rejectionKind ?? '';
      let group = groups.find(({ key }) => key === kind);
      if (!group) {
        const title = KINDS[kind] ?? null;
        group = { key: kind, title, role: title === null ? null : 'group', chips: [] };
        groups.push(group);
      }
      const key = reasonKey(each);
      group.chips.push({ key, label: each.label, checked: key === this.chosen });
    }
    return groups;
  }

  /** What choosing it means, where that is not evident. */
  get consequence(): string | null {
    const found = this.reasons.find((each) => reasonKey(each) === this.chosen);
    if (found?.reroutes) return reroutes;
    return found?.needsAttempts ? needsAttempts : null;
  }

  /** Sets the focus on the chosen chip, or the first. */
  @api
  focusChosen(): void {
    const chips = [...(this.template?.querySelectorAll<HTMLInputElement>('input') ?? [])];
    (chips.find(({ checked }) => checked) ?? chips[0])?.focus();
  }

  handleChange(event: Event): void {
    if (!(event.target instanceof HTMLInputElement)) return;
    const { value } = event.target;
    const found = this.reasons.find((each) => reasonKey(each) === value);
    if (found) this.dispatchEvent(new CustomEvent('choose', { detail: found }));
  }
}
