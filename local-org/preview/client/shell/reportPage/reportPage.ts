import { api, LightningElement } from 'lwc';
import { DATA_PATH, errorMessage, get, post } from 'preview/http';
import { csvOf } from 'shell/reportCsv';
import { chartModel, detailTable, groupTable } from 'shell/reportFacts';
import type { ChartModel, ReportFilterMetadata, ReportResult, TableModel } from 'shell/reportFacts';

interface Described {
  readonly reportMetadata: ReportResult['reportMetadata'];
  readonly reportTypeMetadata: {
    readonly categories: readonly { readonly columns: Readonly<Record<string, { readonly label: string }>> }[];
    readonly dataTypeFilterOperatorMap: Readonly<Record<string, readonly { readonly name: string; readonly label: string }[]>>;
    readonly standardDateFilterDurationGroups: readonly {
      readonly standardDateFilterDurations: readonly { readonly value: string; readonly label: string }[];
    }[];
  };
}

interface Option {
  readonly label: string;
  readonly value: string;
}

/** A report: its chart, its groups, its rows, and the filters that readers may change. */
export default class ReportPage extends LightningElement {
  @api reportId = '';

  described: Described | undefined;
  result: ReportResult | undefined;
  problem = '';
  busy = false;
  duration = '';
  /** Values of the filters that readers may change, by their place. */
  private values = new Map<number, string>();

  override connectedCallback(): void {
    void this.start();
  }

  private get url(): string {
    return `${DATA_PATH}/analytics/reports/${encodeURIComponent(this.reportId)}`;
  }

  get name(): string {
    return this.described?.reportMetadata.name ?? 'Report';
  }

  get typeLabel(): string {
    return this.described?.reportMetadata.reportType.label ?? '';
  }

  get loaded(): boolean {
    return this.result !== undefined;
  }

  get summary(): string {
    const { result } = this;
    if (!result) return this.busy ? 'The report is running.' : '';
    const count = result.factMap['T!T']?.aggregates.at(result.reportMetadata.aggregates.indexOf('RowCount'))?.label ?? '';
    return result.allData ? `Records: ${count}` : `Records: ${count}. The first 2,000 are shown and exported; totals cover all of them.`;
  }

  get groups(): TableModel | undefined {
    return this.result && groupTable(this.result);
  }

  get rows(): TableModel | undefined {
    const table = this.result && detailTable(this.result);
    return table && table.rows.length > 0 ? table : undefined;
  }

  get isEmpty(): boolean {
    return (
      this.result !== undefined &&
      this.result.factMap['T!T']?.aggregates.every(({ value }) => value === 0 || value === null) === true &&
      !this.rows
    );
  }

  get chart(): ChartModel | undefined {
    const { result } = this;
    const chart = result?.reportMetadata.chart;
    return result && chart ? chartModel(result, chart.chartType, chart.summaries[0], chart.title ?? '') : undefined;
  }

  get hasDateFilter(): boolean {
    return Boolean(this.described?.reportMetadata.standardDateFilter);
  }

  get dateLabel(): string {
    return this.labelOf(this.described?.reportMetadata.standardDateFilter?.column ?? '');
  }

  get durations(): Option[] {
    const groups = this.described?.reportTypeMetadata.standardDateFilterDurationGroups ?? [];
    return groups.flatMap(({ standardDateFilterDurations }) =>
      standardDateFilterDurations.map(({ value, label }) => ({ value, label: value === 'CUSTOM' ? this.customLabel : label }))
    );
  }

  private get customLabel(): string {
    const { startDate = null, endDate = null } = this.described?.reportMetadata.standardDateFilter ?? {};
    return startDate === null && endDate === null ? 'All time' : `${startDate ?? '…'} to ${endDate ?? '…'}`;
  }

  get filters(): object[] {
    const operators = Object.values(this.described?.reportTypeMetadata.dataTypeFilterOperatorMap ?? {}).flat();
    return (this.described?.reportMetadata.reportFilters ?? []).map((filter, index) => ({
      key: String(index),
      label: `${this.labelOf(filter.column)} ${operators.find(({ name }) => name === filter.operator)?.label ?? filter.operator}`,
      value: this.values.get(index) ?? filter.value,
      locked: !filter.isRunPageEditable
    }));
  }

  get hasFilters(): boolean {
    return this.hasDateFilter || this.filters.length > 0;
  }

  handleDuration(event: CustomEvent<{ readonly value: string }>): void {
    this.duration = event.detail.value;
  }

  handleValue(event: CustomEvent<{ readonly value: string }>): void {
    const { currentTarget } = event;
    if (currentTarget instanceof HTMLElement) this.values.set(Number(currentTarget.dataset['index']), event.detail.value);
  }

  handleApply(): void {
    void this.run();
  }

  handleExport(): void {
    if (!this.result) return;
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([csvOf(this.result)], { type: 'text/csv;charset=utf-8' }));
    link.download = `${this.described?.reportMetadata.name ?? 'report'}.csv`;
    link.click();
    URL.revokeObjectURL(link.href);
  }

  private async start(): Promise<void> {
    try {
      this.described = (await get(`${this.url}/describe`)) as Described;
      this.duration = this.described.reportMetadata.standardDateFilter?.durationValue ?? '';
      await this.run();
    } catch (error) {
      this.problem = errorMessage(error);
    }
  }

  private async run(): Promise<void> {
    this.busy = true;
    this.problem = '';
    try {
      this.result = (await post(`${this.url}?includeDetails=true`, { reportMetadata: this.changes() }, true)) as ReportResult;
    } catch (error) {
      this.problem = errorMessage(error);
    } finally {
      this.busy = false;
    }
  }

  private changes(): object {
    const metadata = this.described?.reportMetadata;
    const given = metadata?.standardDateFilter;
    const reportFilters = (metadata?.reportFilters ?? []).map((filter, index): ReportFilterMetadata => ({
      ...filter,
      value: this.values.get(index) ?? filter.value
    }));
    const isSaved = this.duration === given?.durationValue;
    const dates = given && { ...given, durationValue: this.duration, ...(isSaved ? {} : { startDate: null, endDate: null }) };
    const logic = { reportBooleanFilter: metadata ? Reflect.get(metadata, 'reportBooleanFilter') : null };
    return { ...(reportFilters.length > 0 ? { reportFilters, ...logic } : {}), ...(dates ? { standardDateFilter: dates } : {}) };
  }

  private labelOf(column: string): string {
    const columns = (this.described?.reportTypeMetadata.categories ?? []).map((category) => category.columns[column]?.label);
    return columns.find((label) => label !== undefined) ?? column;
  }
}
