/** How long a question rests before a yes to it counts, milliseconds: longer than a double tap. */
export const REST_MS = 600;

/** Runs a task later. @returns a function that calls it off */
export type After = (ms: number, task: () => void) => () => void;

/**
 * Decides which taps are a yes to the question on the screen: those whose touch began after the question had rested.
 * A tap that was meant for what stood there before is none, however long the finger stays down.
 */
export class Arming {
  private question: string | null = null;
  private armed = false;
  /** Counts the questions, so that a touch belongs to one of them. */
  private round = 0;
  /** The round in which the finger came down, 0 if it was too early; `undefined` where no finger is known of. */
  private touchedIn: number | undefined;
  private callOff: (() => void) | undefined;

  /** @param changed called when the question begins to rest, and when it has rested */
  constructor(
    private readonly after: After,
    private readonly changed: (armed: boolean) => void,
  ) {}

  /** Takes note of what is asked, `null` for nothing. The same question goes on resting, another one begins. */
  ask(question: string | null): void {
    if (question === this.question) return;
    this.question = question;
    this.restAgain();
  }

  /** Lets the question rest from the start, e.g. because the page comes back to the screen. */
  restAgain(): void {
    this.callOff?.();
    this.round += 1;
    this.armed = false;
    if (this.question === null) return;
    this.changed(false);
    this.callOff = this.after(REST_MS, () => {
      this.armed = true;
      this.changed(true);
    });
  }

  /** The finger came down on the button. */
  touchStart(): void {
    this.touchedIn = this.armed ? this.round : 0;
  }

  /** The finger left the button without a tap. */
  touchCancel(): void {
    this.touchedIn = undefined;
  }

  /** @returns whether a tap is a yes; one without a touch, by keyboard or screen reader, is one from the end of the rest on */
  isYes(): boolean {
    const { touchedIn } = this;
    this.touchedIn = undefined;
    return this.armed && (touchedIn === undefined || touchedIn === this.round);
  }
}
