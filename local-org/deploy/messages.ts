import type { ComponentChange } from './merge';
import { described } from './org-files';
import type { PackageProblem } from './package-reader';
import type { DeployMessage } from './types';

/** A problem, as deploy results report it. */
export function problemMessage(
  given: PackageProblem,
  problemType: 'Error' | 'Warning',
  createdDate: string,
  success = false
): DeployMessage {
  return {
    changed: false,
    componentType: given.componentType,
    created: false,
    createdDate,
    deleted: false,
    fileName: given.file,
    fullName: given.fullName,
    success,
    problem: given.problem,
    problemType,
    ...(given.line > 0 ? { lineNumber: given.line, columnNumber: given.column } : {}),
    warning: problemType === 'Warning'
  };
}

/** The result of one component. @param id of its row, where it has one */
export function changeMessage({ component, action, manifest }: ComponentChange, id: string | null, createdDate: string): DeployMessage {
  const { componentType, fullName, fileName } = described(component);
  return {
    changed: action === 'created' || action === 'changed',
    componentType,
    created: action === 'created',
    createdDate,
    deleted: action === 'deleted',
    fileName: manifest ?? fileName,
    fullName,
    success: true,
    ...(id === null ? {} : { id }),
    warning: false
  };
}

/** The package itself, which results list first. */
export function packageMessage(createdDate: string): DeployMessage {
  return {
    changed: true,
    componentType: '',
    created: false,
    createdDate,
    deleted: false,
    fileName: 'package.xml',
    fullName: 'package.xml',
    success: true,
    warning: false
  };
}
