import { INITIAL_STATE, type PageState } from './state';

/** Holds what the page is about. Says `show` whenever there is something else to show. */
export class Store {
  private current = INITIAL_STATE;

  constructor(private readonly show: (state: PageState) => void) {}

  get state(): PageState {
    return this.current;
  }

  set(change: Partial<PageState>): void {
    this.current = { ...this.current, ...change };
    this.show(this.current);
  }
}
