import { LightningElement } from 'lwc';
import { errorMessage, get, post } from 'preview/http';
import { formFactor, session, shellData } from 'preview/session';
import { publishEverything } from 'preview/wire';
import { showToast } from 'shell/toasts';

const STEPS = [
  { value: '1h', label: 'One hour later' },
  { value: '1d', label: 'One day later' },
  { value: '1w', label: 'One week later' },
  { value: '30d', label: 'Thirty days later' }
];

/** Shows the org's time and moves it forward; jobs that become due run. */
export default class Clock extends LightningElement {
  readonly steps = STEPS;
  now = shellData.clock.now;
  moving = false;

  get shown(): string {
    return new Intl.DateTimeFormat(session.i18n.locale, {
      dateStyle: 'medium',
      timeStyle: 'short',
      timeZone: session.i18n.timeZone
    }).format(this.now);
  }

  get buttonLabel(): string {
    return formFactor === 'Small' ? '' : this.shown;
  }

  async handleOpen(): Promise<void> {
    try {
      this.read(await get('/_org/clock'));
    } catch (error) {
      showToast({ title: 'The clock cannot be read.', message: errorMessage(error), variant: 'warning' });
    }
  }

  async handleSelect(event: CustomEvent<{ readonly value: string }>): Promise<void> {
    this.moving = true;
    try {
      this.read(await post('/_org/clock', { advance: event.detail.value }));
      showToast({ title: `It is ${this.shown} now.`, variant: 'success' });
      publishEverything();
      this.dispatchEvent(new CustomEvent('moved'));
    } catch (error) {
      showToast({ title: 'The clock was not moved.', message: errorMessage(error), variant: 'error' });
    } finally {
      this.moving = false;
    }
  }

  private read(answer: unknown): void {
    const now: unknown = typeof answer === 'object' && answer !== null ? Reflect.get(answer, 'now') : undefined;
    this.now = typeof now === 'number' ? now : Date.parse(String(now));
  }
}
