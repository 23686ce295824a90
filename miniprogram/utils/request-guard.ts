/** Tells the newest of several requests for the same thing: the answers of older ones are stale and must be dropped. */
export class RequestGuard {
  private revision = 0;

  /** Call before the request. @returns whether no other request has been started since. */
  start(): () => boolean {
    const mine = ++this.revision;
    return () => mine === this.revision;
  }
}
