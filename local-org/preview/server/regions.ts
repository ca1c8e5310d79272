import type { FlexiPageComponent, FlexiPageDef, FlexiPageRegion, LwcBundle, OrgMetadata } from '../../metadata/types';
import type { PageComponent, PageRegion, PageTab } from '../page-types';
import { relationshipOfList } from './object-model';

type PropertyValue = string | number | boolean;

const CONTAINERS: Readonly<Record<string, { readonly children: string; readonly child: string }>> = {
  'flexipage:tabset': { children: 'tabs', child: 'flexipage:tab' },
  'flexipage:accordion': { children: 'sections', child: 'flexipage:accordionSection' }
};

/** Labels of standard tabs, which pages name by key. */
const TAB_TITLES: Readonly<Record<string, string>> = {
  'Standard.Tab.detail': 'Details',
  'Standard.Tab.relatedLists': 'Related',
  'Standard.Tab.activity': 'Activity',
  'Standard.Tab.collaborate': 'Chatter',
  'Standard.Tab.news': 'News'
};

/** Design properties are text in pages; components get them in the type their configuration declares. */
function typed(text: string, type: string | undefined): PropertyValue {
  if (type === 'Boolean') return text === 'true';
  if (type === 'Integer') return Number(text);
  return text;
}

function declaredProperties(
  bundle: LwcBundle | undefined,
  page: FlexiPageDef
): ReadonlyMap<string, { readonly type: string; readonly defaultValue?: string }> {
  const target = {
    RecordPage: 'lightning__RecordPage',
    AppPage: 'lightning__AppPage',
    HomePage: 'lightning__HomePage',
    UtilityBar: 'lightning__UtilityBar'
  }[page.type];
  const configs = bundle?.targetConfigs.filter(({ targets }) => targets.includes(target)) ?? [];
  return new Map(configs.flatMap(({ properties }) => properties).map((property) => [property.name, property]));
}

function properties(component: FlexiPageComponent, metadata: OrgMetadata, page: FlexiPageDef): Record<string, PropertyValue> {
  if (!component.componentName.startsWith('c:')) {
    const list = component.properties['relatedListApiName'];
    return list === undefined ? { ...component.properties } : { ...component.properties, relatedListApiName: relationshipOfList(list) };
  }
  const bundle = metadata.lwc.find(({ name }) => `c:${name}` === component.componentName);
  const declared = declaredProperties(bundle, page);
  const values: Record<string, PropertyValue> = {};
  for (const [name, { type, defaultValue }] of declared) {
    if (defaultValue !== undefined) values[name] = typed(defaultValue, type);
  }
  for (const [name, text] of Object.entries(component.properties)) values[name] = typed(text, declared.get(name)?.type);
  return values;
}

/**
 * The regions of a page with what is in them. Facets, which hold the contents of tabs, are put where they belong.
 */
export function pageRegions(page: FlexiPageDef, metadata: OrgMetadata): PageRegion[] {
  const facets = new Map(page.regions.filter(({ type }) => type === 'Facet').map((region) => [region.name, region]));

  const tabs = (facet: FlexiPageRegion | undefined, child: string, path: string): PageTab[] =>
    (facet?.components ?? [])
      .filter(({ componentName }) => componentName === child)
      .map((tab, index) => {
        const title = tab.properties['title'] ?? tab.properties['label'] ?? '';
        const key = `${path}.${tab.identifier ?? index}`;
        return {
          key,
          title: TAB_TITLES[title] ?? title,
          active: tab.properties['active'] === 'true',
          components: components(facets.get(tab.properties['body'] ?? ''), key)
        };
      });

  const components = (region: FlexiPageRegion | undefined, path: string): PageComponent[] =>
    (region?.components ?? []).map((component, index) => {
      const key = `${path}.${component.identifier ?? index}`;
      const container = CONTAINERS[component.componentName];
      return {
        key,
        name: component.componentName,
        properties: properties(component, metadata, page),
        ...(component.visibility === undefined ? {} : { visibility: component.visibility }),
        ...(container === undefined ? {} : { tabs: tabs(facets.get(component.properties[container.children] ?? ''), container.child, key) })
      };
    });

  return page.regions
    .filter(({ type }) => type === 'Region')
    .map((region) => ({ name: region.name, components: components(region, region.name) }));
}

/** What an org shows for an object that no page is assigned to. */
export const STANDARD_RECORD_PAGE: readonly PageRegion[] = [
  { name: 'header', components: [{ key: 'header.highlights', name: 'force:highlightsPanel', properties: {} }] },
  {
    name: 'main',
    components: [
      {
        key: 'main.tabs',
        name: 'flexipage:tabset',
        properties: {},
        tabs: [
          {
            key: 'related',
            title: 'Related',
            active: false,
            components: [{ key: 'related.lists', name: 'force:relatedListContainer', properties: {} }]
          },
          {
            key: 'details',
            title: 'Details',
            active: true,
            components: [{ key: 'details.panel', name: 'force:detailPanel', properties: {} }]
          }
        ]
      }
    ]
  }
];
