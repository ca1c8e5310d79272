import { api, LightningElement } from 'lwc';
import { DATA_PATH, errorMessage, get, queryString } from 'preview/http';
import { chartModel, detailTable, groupTable, totalText } from 'shell/reportFacts';
import type { ReportResult } from 'shell/reportFacts';

interface ComponentData {
  readonly componentId: string;
  readonly reportResult: ReportResult | null;
  readonly status: { readonly dataStatus: 'DATA' | 'NODATA' | 'ERROR'; readonly errorMessage: string | null };
}

interface Dashboard {
  readonly componentData: readonly ComponentData[];
  readonly dashboardMetadata: {
    readonly name: string;
    readonly description: string | null;
    readonly runningUser: { readonly displayName: string };
    readonly filters: readonly {
      readonly name: string;
      readonly options: readonly {
        readonly id: string;
        readonly operation: string;
        readonly value: string | null;
        readonly startValue: string | null;
        readonly endValue: string | null;
      }[];
    }[];
    readonly components: readonly {
      readonly id: string;
      readonly componentData: number;
      readonly header: string;
      readonly footer: string | null;
      readonly title: string | null;
      readonly reportId: string;
      readonly properties: {
        readonly visualizationType: string;
        readonly aggregates: readonly { readonly name: string }[];
        readonly useReportChart: boolean;
      };
    }[];
    readonly layout: {
      readonly numColumns: number;
      readonly components: readonly { readonly column: number; readonly colspan: number; readonly row: number; readonly rowspan: number }[];
    };
  };
}

type Component = Dashboard['dashboardMetadata']['components'][number];

const ALL = '';
/** Filters that a request to the API can set. */
const MOST_FILTERS = 3;
const TABLES = new Set(['Table', 'FlexTable']);
const SINGLE = new Set(['Metric', 'Gauge']);

/** A dashboard: its components in their places, and its filters. */
export default class DashboardPage extends LightningElement {
  @api dashboardId = '';

  data: Dashboard | undefined;
  problem = '';
  busy = false;
  chosen: readonly string[] = [ALL, ALL, ALL];

  override connectedCallback(): void {
    void this.load();
  }

  get name(): string {
    return this.data?.dashboardMetadata.name ?? 'Dashboard';
  }

  get viewedAs(): string {
    const { data } = this;
    if (!data) return this.busy ? 'The dashboard is loading.' : '';
    const { description, runningUser } = data.dashboardMetadata;
    return [description, `Viewing as ${runningUser.displayName}`].filter((text) => text).join(' · ');
  }

  get loaded(): boolean {
    return this.data !== undefined;
  }

  get filters(): object[] {
    return (this.data?.dashboardMetadata.filters ?? []).slice(0, MOST_FILTERS).map(({ name, options }, index) => ({
      key: String(index),
      name,
      value: this.chosen[index] ?? ALL,
      options: [
        { label: 'All', value: ALL },
        ...options.map(({ id, operation, value, startValue, endValue }) => ({
          value: id,
          label:
            operation === 'equals'
              ? (value ?? '')
              : operation === 'between'
                ? `${startValue ?? ''} to ${endValue ?? ''}`
                : `${operation} ${value ?? ''}`
        }))
      ]
    }));
  }

  get hasFilters(): boolean {
    return this.filters.length > 0;
  }

  get components(): object[] {
    const metadata = this.data?.dashboardMetadata;
    return (metadata?.components ?? []).map((component, index) => {
      const place = metadata?.layout.components[index];
      const wide = (place?.colspan ?? 0) > (metadata?.layout.numColumns ?? 12) / 2;
      return {
        ...this.shown(component),
        key: component.id,
        header: component.header,
        title: component.title,
        footer: component.footer,
        reportUrl: `/lightning/r/Report/${component.reportId}/view`,
        class: `slds-card preview-dashboard__component${wide ? ' preview-dashboard__component_wide' : ''}`
      };
    });
  }

  private shown({ componentData, properties }: Component): object {
    const data = this.data?.componentData[componentData];
    if (!data?.reportResult) return { problem: data?.status.errorMessage ?? 'This component shows nothing.' };
    const { reportResult } = data;
    const { visualizationType: type, aggregates } = properties;
    const summary = aggregates[0]?.name;
    if (SINGLE.has(type)) return { metric: totalText(reportResult, summary) };
    if (TABLES.has(type)) return { table: groupTable(reportResult) ?? detailTable(reportResult) };
    const chart = chartModel(reportResult, type, summary);
    return chart ? { chart } : { problem: 'No records match this component.' };
  }

  handleFilter(event: CustomEvent<{ readonly value: string }>): void {
    const { currentTarget } = event;
    if (!(currentTarget instanceof HTMLElement)) return;
    const position = Number(currentTarget.dataset['index']);
    this.chosen = this.chosen.map((option, index) => (index === position ? event.detail.value : option));
    void this.load();
  }

  handleRefresh(): void {
    void this.load();
  }

  private async load(): Promise<void> {
    this.busy = true;
    this.problem = '';
    try {
      const [filter1, filter2, filter3] = this.chosen;
      const url = `${DATA_PATH}/analytics/dashboards/${encodeURIComponent(this.dashboardId)}${queryString({ filter1, filter2, filter3 })}`;
      this.data = (await get(url)) as Dashboard;
    } catch (error) {
      this.problem = errorMessage(error);
    } finally {
      this.busy = false;
    }
  }
}
