import type { SaveContext } from '../save-context';
import type { SaveRow } from '../save-row';

/** What the platform does on its own when records of a standard object are saved. All rows passed are without errors so far. */
export interface StandardRule {
  /** Before the before triggers, which see what it fills. */
  readonly fill?: (context: SaveContext, rows: readonly SaveRow[]) => void;
  /** After the before triggers, before the checks. */
  readonly complete?: (context: SaveContext, rows: readonly SaveRow[]) => void;
  /** After the write, before the after triggers. */
  readonly written?: (context: SaveContext, rows: readonly SaveRow[]) => void;
}
