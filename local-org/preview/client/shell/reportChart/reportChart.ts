import { api, LightningElement } from 'lwc';
import type { ChartModel } from 'shell/reportFacts';

/** Of the drawing, in its own units: it grows and shrinks with its place. */
const WIDTH = 600;
const LABELS = 180;
const VALUES = 110;
const ROW = 28;
const HEIGHT = 240;
const FOOT = 40;
const HEAD = 20;
/** Groups that a chart shows at most; the table has them all. */
const MOST = 24;
const LONGEST_LABEL = 26;

const short = (label: string, length = LONGEST_LABEL): string => (label.length > length ? `${label.slice(0, length - 1)}…` : label);

interface Mark {
  readonly key: string;
  readonly label: string;
  readonly text: string;
  readonly title: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly labelX: number;
  readonly labelY: number;
  readonly textX: number;
  readonly textY: number;
}

/** A simple chart: one bar, column or point for each group. The table beside it says the same in numbers. */
export default class ReportChart extends LightningElement {
  @api model: ChartModel | undefined;

  private get bars(): ChartModel['bars'] {
    return (this.model?.bars ?? []).slice(0, MOST);
  }

  get isBars(): boolean {
    return this.model?.kind === 'bars';
  }

  get isColumns(): boolean {
    return this.model?.kind === 'columns';
  }

  get isLine(): boolean {
    return this.model?.kind === 'line';
  }

  get viewBox(): string {
    return `0 0 ${WIDTH} ${this.isBars ? this.bars.length * ROW : HEIGHT}`;
  }

  get description(): string {
    return `${this.model?.title ?? ''}. ${this.bars.map(({ label, text }) => `${label}: ${text}`).join('; ')}`;
  }

  get rest(): string {
    const more = (this.model?.bars.length ?? 0) - MOST;
    return more > 0 ? `${more} more groups are in the table.` : '';
  }

  /** Negative values are drawn as nothing: their text says what they are. */
  private get scale(): number {
    return Math.max(...this.bars.map(({ value }) => value), 0) || 1;
  }

  get marks(): Mark[] {
    return this.isBars ? this.barMarks() : this.columnMarks();
  }

  get points(): string {
    return this.columnMarks()
      .map(({ labelX, y }) => `${labelX},${y}`)
      .join(' ');
  }

  private barMarks(): Mark[] {
    return this.bars.map(({ key, label, text, value }, index) => {
      const width = (Math.max(value, 0) / this.scale) * (WIDTH - LABELS - VALUES);
      const middle = index * ROW + ROW / 2 + 4;
      return {
        key,
        label: short(label),
        text,
        title: `${label}: ${text}`,
        x: LABELS,
        y: index * ROW + 4,
        width,
        height: ROW - 8,
        labelX: LABELS - 8,
        labelY: middle,
        textX: LABELS + width + 6,
        textY: middle
      };
    });
  }

  private columnMarks(): Mark[] {
    const step = WIDTH / this.bars.length;
    return this.bars.map(({ key, label, text, value }, index) => {
      const height = (Math.max(value, 0) / this.scale) * (HEIGHT - FOOT - HEAD);
      const y = HEIGHT - FOOT - height;
      const middle = index * step + step / 2;
      return {
        key,
        label: short(label, Math.max(Math.floor(step / 7), 3)),
        text,
        title: `${label}: ${text}`,
        x: index * step + step * 0.15,
        y,
        width: step * 0.7,
        height,
        labelX: middle,
        labelY: HEIGHT - FOOT + 18,
        textX: middle,
        textY: y - 6
      };
    });
  }
}
