import { STANDARD_OBJECTS } from '../schema/standard/index';
import type {
  CustomObjectSpec,
  FieldSpec,
  NameSpec,
  ObjectExtensionSpec,
  SourcePosition,
  ValidationRuleSpec
} from '../schema/specification';
import type { RecordTypeDef } from '../schema/types';
import type { ComponentKind } from './components';
import type { CustomFieldElement } from './field-shape';
import { nameProblem } from './full-names';
import type {
  ActionOverrideElement,
  CompactLayoutElement,
  CustomObjectElement,
  ListViewElement,
  RecordTypeElement,
  ValidationRuleElement
} from './object-shape';
import { FieldReader } from './read-field';
import type { FieldTypeLookup } from './read-field';
import { refuse } from './shape';
import type { ValueSets } from './value-sets';

/** The files of one object, from all folders of a project. */
export class ObjectParts {
  object: CustomObjectElement | undefined;
  readonly fields = new Map<string, CustomFieldElement>();
  readonly validationRules = new Map<string, ValidationRuleElement>();
  readonly recordTypes = new Map<string, RecordTypeElement>();
  readonly compactLayouts = new Map<string, CompactLayoutElement>();
  readonly listViews = new Map<string, ListViewElement>();
  readonly actionOverrides: ActionOverrideElement[] = [];

  constructor(readonly apiName: string) {}

  /** Reads the object's own file with the parts inside it. */
  setObject(element: CustomObjectElement): void {
    this.object = element;
    const into = <T extends { readonly fullName: string | undefined; readonly at: SourcePosition }>(
      kind: ComponentKind,
      parts: Map<string, T>,
      elements: readonly T[]
    ): void => {
      for (const part of elements) {
        if (part.fullName === undefined) throw refuse(part.at, `a part of ${this.apiName} has no fullName`);
        const problem = nameProblem({ kind, object: this.apiName, fullName: part.fullName });
        if (problem !== undefined) throw refuse(part.at, problem);
        if (parts.has(part.fullName)) throw refuse(part.at, `${this.apiName}.${part.fullName} is twice`);
        parts.set(part.fullName, part);
      }
    };
    into('field', this.fields, element.fields);
    into('validationRule', this.validationRules, element.validationRules);
    into('recordType', this.recordTypes, element.recordTypes);
    into('compactLayout', this.compactLayouts, element.compactLayouts);
    into('listView', this.listViews, element.listViews);
    this.actionOverrides.push(...element.actionOverrides);
  }
}

const isCustom = (apiName: string): boolean => /__(c|mdt|e)$/.test(apiName);

const standardObject = (apiName: string) => STANDARD_OBJECTS.find((object) => object.apiName === apiName);

/** Turns the parts of all objects into what `buildSchema` takes. */
export class ObjectSpecifications {
  constructor(
    private readonly parts: ReadonlyMap<string, ObjectParts>,
    private readonly valueSets: ValueSets,
    /** Objects that have a tab. */
    private readonly tabbed: ReadonlySet<string>
  ) {}

  custom(): CustomObjectSpec[] {
    return [...this.parts.values()].filter((parts) => isCustom(parts.apiName)).map((parts) => this.customObject(parts));
  }

  extensions(): ObjectExtensionSpec[] {
    return [...this.parts.values()].filter((parts) => !isCustom(parts.apiName)).map((parts) => this.extension(parts));
  }

  private customObject(parts: ObjectParts): CustomObjectSpec {
    const { object, apiName } = parts;
    if (!object) {
      const [field] = parts.fields.values();
      const [rule] = parts.validationRules.values();
      const at = field?.at ?? rule?.at ?? { file: apiName, line: 1, column: 1 };
      throw refuse(at, `the project has no object ${apiName} (${apiName}.object-meta.xml)`);
    }
    if (object.label === undefined) throw refuse(object.at, `object ${apiName} has no label`);
    const records = apiName.endsWith('__c') && object.customSettingsType === undefined;
    if (records && !object.nameField) throw refuse(object.at, `object ${apiName} has no nameField`);
    if (records && !object.sharingModel) throw refuse(object.at, `object ${apiName} has no sharingModel`);
    if (object.sharingModel === 'FullAccess' || object.sharingModel === 'ReadWriteTransfer') {
      throw refuse(object.at, `the sharingModel of a custom object cannot be ${object.sharingModel}`);
    }
    const fields = this.fields(parts);
    const isDetail = fields.some((field) => field.relationshipType === 'masterDetail');
    if (records && isDetail !== (object.sharingModel === 'ControlledByParent')) {
      throw refuse(object.at, `object ${apiName}: the sharingModel must be ControlledByParent exactly where the object has a master`);
    }
    const name = nameSpec(object);
    return {
      apiName,
      label: object.label,
      pluralLabel: object.pluralLabel ?? object.label,
      fields,
      validationRules: this.validationRules(parts),
      recordTypes: this.recordTypes(parts),
      enableActivities: object.enableActivities ?? false,
      enableHistory: object.enableHistory ?? false,
      enableSearch: object.enableSearch ?? false,
      hasTab: this.tabbed.has(apiName),
      source: object.at,
      ...(name === undefined ? {} : { name }),
      ...(object.description === undefined ? {} : { description: object.description }),
      ...(object.sharingModel === undefined ? {} : { sharingModel: object.sharingModel }),
      ...(object.customSettingsType === undefined ? {} : { customSettingsType: object.customSettingsType }),
      ...this.compactLayout(parts),
      ...listButtons(parts)
    };
  }

  private extension(parts: ObjectParts): ObjectExtensionSpec {
    const { object, apiName } = parts;
    const source = object?.at ?? [...parts.fields.values()][0]?.at;
    if (object?.nameField) throw refuse(object.nameField.at, `the name of the standard object ${apiName} cannot be changed`);
    const tracked = [...parts.fields].filter(
      ([field, element]) => !isCustom(field) && this.checkStandardField(apiName, field, element).trackHistory
    );
    return {
      apiName,
      fields: this.fields(parts),
      trackedFields: tracked.map(([field]) => field),
      enableHistory: object?.enableHistory ?? false,
      validationRules: this.validationRules(parts),
      recordTypes: this.recordTypes(parts),
      ...(object?.sharingModel === undefined ? {} : { sharingModel: object.sharingModel }),
      ...(source === undefined ? {} : { source }),
      ...this.compactLayout(parts),
      ...listButtons(parts)
    };
  }

  /** A project can turn on history tracking of a standard field, and change nothing else. */
  private checkStandardField(object: string, field: string, element: CustomFieldElement): CustomFieldElement {
    if (!standardObject(object)?.fields.some((candidate) => candidate.apiName === field)) {
      throw refuse(element.at, `the standard object ${object} has no field ${field}`);
    }
    const settable = ['at', 'fullName', 'trackHistory', 'trackFeedHistory', 'type', 'label'];
    for (const [key, value] of Object.entries(element)) {
      const said = Array.isArray(value) ? value.length > 0 : value !== undefined;
      if (said && !settable.includes(key))
        throw refuse(element.at, `the embedded org does not support ${key} for the standard field ${object}.${field}`);
    }
    return element;
  }

  private fields(parts: ObjectParts): FieldSpec[] {
    const reader = new FieldReader(parts.apiName, this.valueSets, this.fieldType);
    return [...parts.fields]
      .filter(([apiName]) => isCustom(apiName))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([apiName, element]) => reader.read(apiName, element));
  }

  private readonly fieldType: FieldTypeLookup = (object, field) => {
    const element = this.parts.get(object)?.fields.get(field);
    if (element && isCustom(field)) {
      if (element.type === 'Summary') return { type: 'double', precision: 18, scale: element.scale ?? 2 };
      const spec = new FieldReader(object, this.valueSets, () => undefined).read(field, element);
      return { type: spec.type, precision: spec.precision ?? 0, scale: spec.scale ?? 0 };
    }
    const spec = standardObject(object)?.fields.find((candidate) => candidate.apiName === field);
    return spec && { type: spec.type, precision: spec.precision ?? 0, scale: spec.scale ?? 0 };
  };

  private validationRules(parts: ObjectParts): ValidationRuleSpec[] {
    return sorted(parts.validationRules).map(([fullName, rule]) => ({
      fullName,
      active: rule.active,
      errorConditionFormula: rule.errorConditionFormula,
      errorMessage: rule.errorMessage,
      source: rule.at,
      ...(rule.errorDisplayField === undefined ? {} : { errorDisplayField: rule.errorDisplayField })
    }));
  }

  private recordTypes(parts: ObjectParts): RecordTypeDef[] {
    return sorted(parts.recordTypes).map(([developerName, element]) => ({
      developerName,
      label: element.label,
      active: element.active,
      picklistValues: Object.fromEntries(
        element.picklistValues.map(({ picklist, values }) => [picklist, values.map((value) => decodeURIComponent(value.fullName))])
      )
    }));
  }

  private compactLayout(parts: ObjectParts): { compactLayoutFields?: readonly string[] } {
    const assigned = parts.object?.compactLayoutAssignment;
    if (assigned === undefined || assigned === 'SYSTEM') return {};
    const layout = parts.compactLayouts.get(assigned);
    if (!layout)
      throw refuse(
        parts.object?.at ?? { file: parts.apiName, line: 1, column: 1 },
        `object ${parts.apiName} has no compact layout ${assigned}`
      );
    return { compactLayoutFields: layout.fields };
  }
}

const sorted = <T>(map: ReadonlyMap<string, T>): [string, T][] => [...map].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));

function nameSpec(object: CustomObjectElement): NameSpec | undefined {
  const field = object.nameField;
  if (!field) return undefined;
  if (field.type === 'Text') return { kind: 'text', label: field.label };
  if (field.displayFormat === undefined) throw refuse(field.at, 'an automatic number must have a displayFormat');
  return { kind: 'autoNumber', label: field.label, displayFormat: field.displayFormat, startingNumber: field.startingNumber ?? 1 };
}

function listButtons({ object }: ObjectParts): { excludedListButtons?: readonly string[] } {
  const excluded = object?.searchLayouts?.excludedStandardButtons ?? [];
  return excluded.length === 0 ? {} : { excludedListButtons: excluded };
}
