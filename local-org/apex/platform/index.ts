import { ASSERT_TYPE } from './assert';
import { ASYNC_TYPES } from './batch';
import { BUSINESS_HOURS_TYPE } from './business-hours';
import { COLLECTION_TYPES } from './collections';
import type { PlatformType } from './contract';
import { DATABASE_TYPES } from './database';
import { DATABASE_OPTION_TYPES } from './database-options';
import { DATE_TYPES } from './date';
import { DATETIME_TYPES } from './datetime';
import { ENCODING_TYPES } from './encoding';
import { ENUM_TYPES } from './enums';
import { EXCEPTION_TYPES } from './exceptions';
import { JSON_TYPES } from './json';
import { LABEL_TYPE } from './label';
import { MATH_TYPES } from './math';
import { MESSAGING_TYPES } from './messaging';
import { NUMBER_TYPES } from './number';
import { OBJECT_TYPES } from './object';
import { PATTERN_TYPES } from './pattern';
import { registerPlatformTypes } from './registry';
import { REST_TYPES } from './rest';
import { RESULT_TYPES } from './results';
import { SCHEMA_TYPES } from './schema-describe';
import { SECURITY_TYPES } from './security';
import { SOBJECT_TYPES } from './sobject';
import { STRING_TYPES } from './string';
import { SYSTEM_TYPES } from './system';
import { LIMITS_TYPE, USER_INFO_TYPE } from './user-info';

/** Every type of the platform that Apex code may use, with every member: what is not here is refused when code is compiled. */
export const PLATFORM_TYPES: readonly PlatformType[] = [
  ...OBJECT_TYPES,
  ...STRING_TYPES,
  ...NUMBER_TYPES,
  ...MATH_TYPES,
  ...DATE_TYPES,
  ...DATETIME_TYPES,
  ...COLLECTION_TYPES,
  ...ENUM_TYPES,
  ...EXCEPTION_TYPES,
  ...PATTERN_TYPES,
  ...ENCODING_TYPES,
  ...JSON_TYPES,
  ...SOBJECT_TYPES,
  ...SCHEMA_TYPES,
  ...SECURITY_TYPES,
  ...DATABASE_OPTION_TYPES,
  ...RESULT_TYPES,
  ...DATABASE_TYPES,
  ...ASYNC_TYPES,
  ...SYSTEM_TYPES,
  ASSERT_TYPE,
  LIMITS_TYPE,
  USER_INFO_TYPE,
  LABEL_TYPE,
  BUSINESS_HOURS_TYPE,
  ...MESSAGING_TYPES,
  ...REST_TYPES
];

registerPlatformTypes(PLATFORM_TYPES);
