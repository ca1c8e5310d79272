import type { FoundReport, ReportRun } from './engine';
import { reportAttributes } from './report-json';

/** A run as the Analytics API answers it. @param base `/services/data/v68.0` */
export function resultJson(
  found: FoundReport,
  run: ReportRun,
  base: string,
  attributes: Readonly<Record<string, unknown>> = reportAttributes(found.report, found, base)
): Record<string, unknown> {
  const { facts } = run;
  return {
    attributes,
    allData: facts.allData,
    hasDetailRows: run.hasDetailRows,
    hasExceededTabularRowLimit: facts.hasExceededTabularRowLimit,
    groupingsAcross: { groupings: facts.groupingsAcross },
    groupingsDown: { groupings: facts.groupingsDown },
    factMap: facts.factMap,
    reportExtendedMetadata: run.extendedMetadata,
    reportMetadata: run.metadata
  };
}
