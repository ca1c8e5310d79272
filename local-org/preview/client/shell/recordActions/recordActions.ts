import LightningConfirm from 'lightning/confirm';
import { deleteRecord } from 'lightning/uiRecordApi';
import type { ObjectModel } from '../../../page-types';
import { errorMessage } from 'preview/http';
import { goTo } from 'preview/location';
import RecordModal from 'shell/recordModal';
import { showToast } from 'shell/toasts';

export const recordUrl = (object: string, id: string): string => `/lightning/r/${object}/${id}/view`;

/** Opens the form of a new record. @returns its id once it is saved; undefined where it is not */
export async function newRecord(object: ObjectModel, defaults: Readonly<Record<string, string>> = {}): Promise<string | undefined> {
  const id: unknown = await RecordModal.open({ size: 'medium', label: `New ${object.label}`, object, recordId: null, defaults });
  if (typeof id !== 'string') return undefined;
  showToast({ title: `${object.label} was created.`, variant: 'success' });
  return id;
}

/** Opens the form of a record that exists. */
export async function editRecord(object: ObjectModel, recordId: string): Promise<void> {
  const id: unknown = await RecordModal.open({ size: 'medium', label: `Edit ${object.label}`, object, recordId, defaults: {} });
  if (typeof id === 'string') showToast({ title: `${object.label} was saved.`, variant: 'success' });
}

/** Deletes after asking, and goes to the object's list. */
export async function removeRecord(object: ObjectModel, recordId: string): Promise<void> {
  const sure = await LightningConfirm.open({
    label: `Delete ${object.label}`,
    message: `Are you sure you want to delete this ${object.label.toLowerCase()}?`,
    theme: 'default'
  });
  if (!sure) return;
  try {
    await deleteRecord(recordId);
    showToast({ title: `${object.label} was deleted.`, variant: 'success' });
    goTo(`/lightning/o/${object.apiName}/list`);
  } catch (error) {
    showToast({ title: `${object.label} was not deleted.`, message: errorMessage(error), variant: 'error', mode: 'sticky' });
  }
}
