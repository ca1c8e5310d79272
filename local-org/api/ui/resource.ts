import type { Routes } from '../http/routes';
import { DATA } from '../http/routes';
import { uiHandler } from './handler';
import { getListInfo, getListRecords, getListUi, getListViews } from './list-views';
import { getLookupRecords } from './lookups';
import { getObjectInfo, getObjectInfos, listObjects } from './object-info';
import { getAllPicklistValues, getPicklistValues } from './picklists';
import { getRecord, getRecords } from './read-records';
import { getCreateDefaults, getLayout, getRecordUi, getUpdateDefaults } from './record-ui';
import { getRelatedListInfo, getRelatedListRecords, getRelatedLists } from './related-lists';
import { createRecord, deleteRecord, updateRecord } from './save-records';

/** UI API: what the wires and forms of Lightning components call. */
export function uiRoutes(routes: Routes): void {
  const base = `${DATA}/ui-api`;
  routes
    .session('POST', `${base}/records`, createRecord)
    .session('GET', `${base}/records/:id`, uiHandler(getRecord))
    .session('PATCH', `${base}/records/:id`, updateRecord)
    .session('DELETE', `${base}/records/:id`, deleteRecord)
    .session('GET', `${base}/records/batch/:ids`, uiHandler(getRecords))
    .session('GET', `${base}/object-info`, listObjects)
    .session('GET', `${base}/object-info/:object`, getObjectInfo)
    .session('GET', `${base}/object-info/batch/:objects`, getObjectInfos)
    .session('GET', `${base}/object-info/:object/picklist-values/:recordType`, getAllPicklistValues)
    .session('GET', `${base}/object-info/:object/picklist-values/:recordType/:field`, getPicklistValues)
    .session('GET', `${base}/related-list-info/:object`, getRelatedLists)
    .session('GET', `${base}/related-list-info/:object/:list`, getRelatedListInfo)
    .session('GET', `${base}/related-list-records/:parent/:list`, getRelatedListRecords)
    .session('POST', `${base}/related-list-records/:parent/:list`, getRelatedListRecords)
    .session('GET', `${base}/list-info/:object`, getListViews)
    .session('GET', `${base}/list-info/:object/:view`, getListInfo)
    .session('GET', `${base}/list-records/:object/:view`, getListRecords)
    .session('POST', `${base}/list-records/:object/:view`, getListRecords)
    .session('GET', `${base}/list-ui/:object`, getListViews)
    .session('GET', `${base}/list-ui/:object/:view`, getListUi)
    .session('GET', `${base}/layout/:object`, getLayout)
    .session('GET', `${base}/record-ui/:ids`, getRecordUi)
    .session('GET', `${base}/record-defaults/create/:object`, getCreateDefaults)
    .session('GET', `${base}/record-defaults/update/:id`, getUpdateDefaults)
    .session('GET', `${base}/lookups/:object/:field`, getLookupRecords)
    .session('GET', `${base}/lookups/:object/:field/:target`, getLookupRecords)
    .refuse(`${base}/actions/*`, 'actions of UI API')
    .refuse(`${base}/apps`, 'apps of UI API')
    .refuse(`${base}/duplicates/*`, 'duplicate rules')
    .refuse(`${base}/mru-list-records/*`, 'recently used records')
    .refuse(`${base}/mru-list-ui/*`, 'recently used records')
    .refuse(`${base}/nav-items`, 'navigation items of UI API')
    .refuse(`${base}/related-list-preferences/*`, 'preferences of related lists')
    .refuse(`${base}/predupe`, 'duplicate rules')
    .refuse(`${base}/themes/*`, 'themes of UI API');
}
