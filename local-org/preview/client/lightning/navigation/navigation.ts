import type { LightningElement } from 'lwc';
import { addressOf, currentPage, navigate, onPageChange } from 'preview/location';
import type { PageReference } from 'preview/location';

const NAVIGATE = Symbol('Navigate');
const GENERATE_URL = Symbol('GenerateUrl');

/** Gives a component `[NavigationMixin.Navigate]` and `[NavigationMixin.GenerateUrl]`. */
function mixin(base: new () => LightningElement) {
  abstract class Navigating extends base {
    [NAVIGATE](page: PageReference, replace?: boolean): void {
      navigate(page, replace === true);
    }

    [GENERATE_URL](page: PageReference): Promise<string> {
      return Promise.resolve(addressOf(page));
    }
  }
  return Navigating;
}

export const NavigationMixin = Object.assign(mixin, { Navigate: NAVIGATE, GenerateUrl: GENERATE_URL } as const);

/** Wire adapter: where the user is. */
export class CurrentPageReference {
  private stop: (() => void) | undefined;

  constructor(private readonly callback: (page: PageReference) => void) {}

  connect(): void {
    this.stop = onPageChange(() => this.callback(currentPage()));
    this.callback(currentPage());
  }

  update(): void {
    this.callback(currentPage());
  }

  disconnect(): void {
    this.stop?.();
  }
}

/** Token form of `NavigationMixin`, for components that take the context by wire. */
export class NavigationContext {
  constructor(private readonly callback: (context: object) => void) {}

  connect(): void {
    this.callback({});
  }

  update(): void {
    this.callback({});
  }

  disconnect(): void {
    this.callback({});
  }
}

export function generateUrl(_context: object, page: PageReference): string {
  return addressOf(page);
}

export { navigateWith as navigate };

function navigateWith(_context: object, page: PageReference, options?: { readonly replace?: boolean }): void {
  navigate(page, options?.replace === true);
}
