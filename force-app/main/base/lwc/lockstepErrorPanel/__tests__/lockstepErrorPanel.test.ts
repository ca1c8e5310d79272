import { createElement } from 'lwc';
import LockstepErrorPanel from 'c/lockstepErrorPanel';

afterEach(() => document.body.replaceChildren());

function panel(properties: Partial<Pick<LockstepErrorPanel, 'errors' | 'title' | 'canRetry'>>): HTMLElement {
  const element = createElement('c-lockstep-error-panel', { is: LockstepErrorPanel });
  Object.assign(element, properties);
  document.body.appendChild(element);
  return element;
}

it('shows each error message once', async () => {
  const element = panel({ errors: [{ body: { message: 'No access' } }, 'No access', 'Too long'], title: 'Not loaded' });
  expect(element.shadowRoot?.querySelector('p')?.textContent).toBe('Not loaded');
  expect([...(element.shadowRoot?.querySelectorAll('li') ?? [])].map((item) => item.textContent)).toEqual(['No access', 'Too long']);
  expect(element.shadowRoot?.querySelector('lightning-button')).toBeNull();
  await expect(element).toBeAccessible();
});

it('offers Retry only if the component can retry', async () => {
  const element = panel({ errors: 'Offline', canRetry: true });
  const onRetry = jest.fn();
  element.addEventListener('retry', onRetry);
  element.shadowRoot?.querySelector('lightning-button')?.dispatchEvent(new CustomEvent('click'));
  expect(onRetry).toHaveBeenCalledTimes(1);
  await expect(element).toBeAccessible();
});
