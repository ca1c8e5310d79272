import { flag, name, once, optional, repeated, root, shape, text, unsupportedUnlessFalse } from './shape';
import type { SourcePosition } from '../schema/specification';
import type { CustomLabel, NotificationTypeDef } from './types';

const customLabels = shape({
  labels: repeated(
    shape({
      fullName: once(name),
      categories: optional(text),
      language: once(name),
      protected: once(flag),
      shortDescription: once(name),
      value: once(text)
    })
  )
});

/** All labels of one file, each with its place. */
export const readLabels = root('CustomLabels', (element): { definition: CustomLabel; at: SourcePosition }[] =>
  customLabels(element).labels.map(({ fullName, value, language, shortDescription, categories, at }) => ({
    definition: { fullName, value, language, shortDescription, ...(categories === undefined ? {} : { categories }) },
    at
  }))
);

const notificationType = shape({
  fullName: optional(name),
  customNotifTypeName: once(name),
  description: optional(text),
  desktop: once(flag),
  masterLabel: once(name),
  mobile: once(flag),
  slack: unsupportedUnlessFalse()
});

export const readNotificationType = (fullName: string) =>
  root('CustomNotificationType', (element): NotificationTypeDef => {
    const { masterLabel, desktop, mobile, description } = notificationType(element);
    return { fullName, masterLabel, desktop, mobile, ...(description === undefined ? {} : { description }) };
  });
