import LightningConfirm from 'lightning/confirm';
import { confirmFirst } from 'c/lockstepConfirm';

it('returns the answer of the user', async () => {
  const open = jest.fn().mockResolvedValueOnce(false).mockResolvedValueOnce(true);
  Object.assign(LightningConfirm, { open });
  expect(await confirmFirst('Turn it off?', 'Nobody is handed off.')).toBe(false);
  expect(await confirmFirst('Turn it off?', 'Nobody is handed off.')).toBe(true);
  expect(open).toHaveBeenCalledWith({ label: 'Turn it off?', message: 'Nobody is handed off.', theme: 'warning' });
});
