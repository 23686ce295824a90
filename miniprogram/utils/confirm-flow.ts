/** How an act ended. */
export type ActOutcome<Result> = { ok: true; result: Result } | { ok: false; failure: unknown };

/** `Wish` is what may be acted on: a question that got its yes, or something that needs no question. */
export interface ConfirmSteps<Question extends Wish, Result, Wish> {
  /** Puts the question on the screen; `null` takes it away. */
  show(question: Question | null): void;
  /** What the admin said yes to. Rejects when it did not go well. */
  act(wish: Wish): Promise<Result>;
  /** Says how it ended. */
  report(wish: Wish, outcome: ActOutcome<Result>): void;
  /** Reads again what the act may have changed. */
  reload(wish: Wish, outcome: ActOutcome<Result>): Promise<void>;
}

/** Confirm -> act -> report -> reload. One yes is one act: a second tap finds no question to answer. */
export class ConfirmFlow<Question extends Wish, Result, Wish = Question> {
  private asked: Question | null = null;

  constructor(private readonly steps: ConfirmSteps<Question, Result, Wish>) {}

  /** Asks. A question that is open is replaced. */
  ask(question: Question): void {
    this.asked = question;
    this.steps.show(question);
  }

  /** The admin said no: nothing happens. */
  cancel(): void {
    if (this.asked === null) return;
    this.asked = null;
    this.steps.show(null);
  }

  /** The admin said yes. Resolves when all is reported and read again, however the act ended. */
  async confirm(): Promise<void> {
    const question = this.asked;
    if (question === null) return;
    this.cancel();
    await this.run(question);
  }

  /** Acts on a yes that needed no question. */
  async run(wish: Wish): Promise<void> {
    const outcome = await outcomeOf(() => this.steps.act(wish));
    this.steps.report(wish, outcome);
    await this.steps.reload(wish, outcome);
  }
}

/** @returns how the act ended; never rejects. */
export async function outcomeOf<Result>(act: () => Promise<Result>): Promise<ActOutcome<Result>> {
  try {
    return { ok: true, result: await act() };
  } catch (failure) {
    return { ok: false, failure };
  }
}
