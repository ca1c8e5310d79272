import HandOffReasonDialog from 'c/handOffReasonDialog';
import resumeClocks from '@salesforce/apex/HandOffManagementController.resumeClocks';
import { perform } from '../perform';

jest.mock('@salesforce/apex/VerdictController.decide', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/HandOffManagementController.resumeClocks', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('c/handOffLogCallDialog', () => ({ __esModule: true, default: { open: jest.fn() } }));
jest.mock('c/handOffReasonDialog', () => ({ __esModule: true, default: { open: jest.fn() } }));
jest.mock('c/verdictDialog', () => ({ __esModule: true, default: { open: jest.fn() } }));

const openReason = jest.mocked(HandOffReasonDialog.open);
const resumeMock = jest.mocked(resumeClocks as unknown as jest.Mock);
const HAND_OFF: Apex.HandOffStatusView = {
  handOffId: 'a05000000000001AAA',
  status: 'Accepted',
  open: true,
  sentence: 'Accepted by you',
  personName: 'Grace Kim',
  mine: true,
  attempts: 0,
  routingNote: null,
  manualReason: null,
  topReason: null,
  missingFields: null,
  hasDuplicates: false,
  wakeUpOn: null,
  clocks: [],
  offers: [],
  options: [],
  managing: ['Resume']
};

afterEach(() => jest.clearAllMocks());

it.each(['Reroute', 'Pause'])('asks who manages for a reason: %s', async (action) => {
  openReason.mockResolvedValue(undefined);
  expect(await perform(action, HAND_OFF)).toBeNull();
  expect(openReason).toHaveBeenCalledWith(expect.objectContaining({ action, recordId: HAND_OFF.handOffId, personName: 'Grace Kim' }));
  openReason.mockResolvedValue('It is done.');
  expect(await perform(action, HAND_OFF)).toEqual({ title: `c.Lockstep_Manage_Done_${action}`, message: 'It is done.' });
});

it('resumes clocks without a dialog', async () => {
  resumeMock.mockResolvedValue({ done: true, message: null });
  expect(await perform('Resume', HAND_OFF)).toEqual({ title: 'c.Lockstep_Manage_Done_Resume' });
  expect(resumeMock).toHaveBeenCalledWith({ handOffId: HAND_OFF.handOffId });
});

it('says why clocks cannot be resumed', async () => {
  resumeMock.mockResolvedValue({ done: false, message: 'Not open any more.' });
  expect(await perform('Resume', HAND_OFF)).toEqual({ title: 'c.Lockstep_Manage_Failed', message: 'Not open any more.', variant: 'error' });
  resumeMock.mockRejectedValue({ body: { message: 'No connection' } });
  expect(await perform('Resume', HAND_OFF)).toEqual({ title: 'c.Lockstep_Manage_Failed', message: 'No connection', variant: 'error' });
});

it('ignores an unknown action', async () => {
  expect(await perform('Delete', HAND_OFF)).toBeNull();
});
