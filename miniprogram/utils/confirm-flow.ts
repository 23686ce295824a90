/** How an act ended. */
export type ActOutcome<Result> = { ok: true; result: Result } | { ok: false; failure: unknown };

export interface ConfirmSteps<Question, Result> {
  /** Puts the question on the screen; `null` takes it away. */
  show(question: Question | null): void;
  /** What the admin said yes to. Rejects when it did not go well. */
  act(question: Question): Promise<Result>;
  /** Says how it ended. */
  report(question: Question, outcome: ActOutcome<Result>): void;
  /** Reads again what the act may have changed. */
  reload(question: Question, outcome: ActOutcome<Result>): Promise<void>;
}

/** Confirm -> act -> report -> reload. One yes is one act: a second tap finds no question to answer. */
export class ConfirmFlow<Question, Result> {
  private asked: Question | null = null;

  constructor(private readonly steps: ConfirmSteps<Question, Result>) {}

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
    const outcome = await this.outcomeOf(question);
    this.steps.report(question, outcome);
    await this.steps.reload(question, outcome);
  }

  private async outcomeOf(question: Question): Promise<ActOutcome<Result>> {
    try {
      return { ok: true, result: await this.steps.act(question) };
    } catch (failure) {
      return { ok: false, failure };
    }
  }
}
