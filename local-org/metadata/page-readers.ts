import { anyOf, flag, integer, name, once, oneOf, optional, repeated, root, shape, text, unsupported } from './shape';
import type { FlexiPageComponent, FlexiPageDef, FlexiPageVisibility, LayoutDef } from './types';

const visibilityRule = shape({
  booleanFilter: optional(name),
  criteria: repeated(
    shape({
      leftValue: once(name),
      operator: once(oneOf('CONTAINS', 'EQUAL', 'GE', 'GT', 'LE', 'LT', 'NE')),
      rightValue: optional(text)
    })
  )
});

const property = shape({
  name: once(name),
  type: optional(text),
  value: optional(text),
  valueList: optional(shape({ valueListItems: repeated(shape({ value: once(text), visibilityRule: unsupported() })) }))
});

const componentInstance = shape({
  componentInstanceProperties: repeated(property),
  componentName: once(name),
  componentType: optional(text),
  flavor: optional(text),
  identifier: optional(name),
  visibilityRule: optional(visibilityRule)
});

const platformActionList = shape({
  actionListContext: once(name),
  platformActionListItems: repeated(
    shape({ actionName: once(name), actionType: once(name), sortOrder: once(integer), subtype: optional(text) })
  ),
  relatedSourceEntity: optional(name)
});

const quickActionList = shape({ quickActionListItems: repeated(shape({ quickActionName: once(name) })) });

const flexiPage = shape({
  fullName: optional(name),
  description: optional(text),
  events: unsupported(),
  flexiPageRegions: repeated(
    shape({
      appendable: optional(text),
      itemInstances: repeated(shape({ componentInstance: optional(componentInstance), fieldInstance: unsupported() })),
      mode: optional(oneOf('Append', 'Prepend', 'Replace')),
      name: once(name),
      prependable: optional(text),
      replaceable: optional(text),
      type: once(oneOf('Background', 'Facet', 'Region'))
    })
  ),
  masterLabel: once(name),
  parentFlexiPage: unsupported(),
  platformActionlist: optional(platformActionList),
  quickActionList: optional(quickActionList),
  sobjectType: optional(name),
  template: once(shape({ name: once(name), properties: repeated(property) })),
  type: once(oneOf('AppPage', 'HomePage', 'RecordPage', 'UtilityBar'))
});

type Component = ReturnType<typeof componentInstance>;

function toVisibility(rule: NonNullable<Component['visibilityRule']>): FlexiPageVisibility {
  return {
    criteria: rule.criteria.map(({ leftValue, operator, rightValue }) => ({
      leftValue,
      operator,
      ...(rightValue === undefined ? {} : { rightValue })
    })),
    ...(rule.booleanFilter === undefined ? {} : { booleanFilter: rule.booleanFilter })
  };
}

/** A list of values (`valueList`) becomes one value with commas, as it was written before API 49. */
const propertyValue = (read: ReturnType<typeof property>): string =>
  read.valueList ? read.valueList.valueListItems.map((item) => item.value).join(',') : (read.value ?? '');

function toComponent(read: Component): FlexiPageComponent {
  return {
    componentName: read.componentName,
    properties: Object.fromEntries(read.componentInstanceProperties.map((given) => [given.name, propertyValue(given)])),
    ...(read.identifier === undefined ? {} : { identifier: read.identifier }),
    ...(read.visibilityRule === undefined ? {} : { visibility: toVisibility(read.visibilityRule) })
  };
}

export const readFlexiPage = (fullName: string) =>
  root('FlexiPage', (element): FlexiPageDef => {
    const read = flexiPage(element);
    return {
      fullName,
      masterLabel: read.masterLabel,
      type: read.type,
      template: read.template.name,
      ...(read.sobjectType === undefined ? {} : { sobjectType: read.sobjectType }),
      regions: read.flexiPageRegions.map((region) => ({
        name: region.name,
        type: region.type,
        components: region.itemInstances.flatMap((item) => (item.componentInstance ? [toComponent(item.componentInstance)] : []))
      }))
    };
  });

const layoutItem = shape({
  analyticsCloudComponent: unsupported(),
  behavior: optional(oneOf('Edit', 'Readonly', 'Required')),
  canvas: unsupported(),
  component: unsupported(),
  customLink: unsupported(),
  emptySpace: optional(flag),
  field: optional(name),
  page: unsupported(),
  reportChartComponent: unsupported(),
  scontrol: unsupported()
});

const relatedList = shape({
  customButtons: unsupported(),
  excludeButtons: repeated(name),
  fields: repeated(name),
  quickActions: unsupported(),
  relatedList: once(name),
  sortField: optional(name),
  sortOrder: optional(oneOf('Asc', 'Desc'))
});

const layout = shape({
  fullName: optional(name),
  customButtons: unsupported(),
  customConsoleComponents: unsupported(),
  emailDefault: optional(flag),
  excludeButtons: repeated(name),
  feedLayout: unsupported(),
  headers: repeated(name),
  layoutSections: repeated(
    shape({
      customLabel: optional(flag),
      detailHeading: optional(flag),
      editHeading: optional(flag),
      label: optional(text),
      layoutColumns: repeated(shape({ layoutItems: repeated(layoutItem), reserved: optional(text) })),
      style: once(oneOf('CustomLinks', 'OneColumn', 'TwoColumnsLeftToRight', 'TwoColumnsTopToBottom'))
    })
  ),
  miniLayout: optional(shape({ fields: repeated(name), relatedLists: repeated(relatedList) })),
  multilineLayoutFields: unsupported(),
  platformActionList: optional(platformActionList),
  quickActionList: optional(quickActionList),
  relatedContent: optional(shape({ relatedContentItems: repeated(shape({ layoutItem: once(layoutItem) })) })),
  relatedLists: repeated(relatedList),
  relatedObjects: repeated(name),
  runAssignmentRulesDefault: optional(flag),
  showEmailCheckbox: optional(flag),
  showHighlightsPanel: optional(flag),
  showInteractionLogPanel: optional(flag),
  showKnowledgeComponent: optional(flag),
  showRunAssignmentRulesCheckbox: optional(flag),
  showSolutionSection: optional(flag),
  showSubmitAndAttachButton: optional(flag),
  summaryLayout: optional(anyOf('masterLabel', 'sizeX', 'sizeY', 'sizeZ', 'summaryLayoutItems', 'summaryLayoutStyle'))
});

/** A layout, with its fields still under the names that layouts give them. `object` is the part of its name before the first hyphen. */
export const readLayout = (fullName: string) =>
  root('Layout', (element): LayoutDef => {
    const read = layout(element);
    return {
      fullName,
      object: fullName.split('-')[0] ?? fullName,
      sections: read.layoutSections
        .filter((section) => section.style !== 'CustomLinks')
        .map((section) => ({
          label: section.label ?? '',
          columns: section.layoutColumns.map((column) =>
            column.layoutItems.flatMap((item) =>
              item.field === undefined ? [] : [{ field: item.field, behavior: item.behavior ?? 'Edit' }]
            )
          )
        })),
      relatedLists: read.relatedLists.map((list) => ({
        relatedList: list.relatedList,
        fields: list.fields,
        ...(list.sortField === undefined ? {} : { sortField: list.sortField }),
        ...(list.sortOrder === undefined ? {} : { sortOrder: list.sortOrder }),
        ...(list.excludeButtons.length === 0 ? {} : { excludeButtons: list.excludeButtons })
      }))
    };
  });
