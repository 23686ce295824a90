import { RequestGuard } from './request-guard';

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

/**
 * Decides whether a page may put a question: only the last one that was wished for, while the page is shown and nothing
 * else is asked. What has to be read first takes time, in which the admin may turn to something else.
 */
export class QuestionGate {
  private readonly wishes = new RequestGuard();
  private isShown = true;

  /** @param isAsking whether any question of the page is open */
  constructor(private readonly isAsking: () => boolean) {}

  /** Notes what the admin wishes to be asked, and drops earlier wishes. @returns whether it may be asked by now */
  wish(): MayAsk {
    const isLast = this.wishes.start();
    return () => isLast() && this.isShown && !this.isAsking();
  }

  /** Drops the wish, if there is one: the admin has turned to something else. */
  drop(): void {
    this.wishes.start();
  }

  show(): void {
    this.isShown = true;
  }

  hide(): void {
    this.isShown = false;
    this.drop();
  }
}

/** Whether a question may be asked at the moment of the call. */
export type MayAsk = () => boolean;

/** Confirm -> act -> report -> reload. One yes is one act: a second tap finds no question to answer. */
export class ConfirmFlow<Question extends Wish, Result, Wish = Question> {
  private asked: Question | null = null;

  constructor(private readonly steps: ConfirmSteps<Question, Result, Wish>) {}

  /** A question is open. */
  get isAsking(): boolean {
    return this.asked !== null;
  }

  /** Asks, if the page still may. */
  ask(question: Question, mayAsk: MayAsk): void {
    if (!mayAsk()) return;
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
