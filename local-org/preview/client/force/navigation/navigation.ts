/** The name under which base components ask for `lightning/navigation`. */
export { CurrentPageReference, NavigationMixin } from 'lightning/navigation';
