// Growing pauses between attempts: 1 s doubling to 30 s, each shortened by up to half at random so that many pages do not return at once.

export class Backoff {
  private attempt = 0;

  next(): number {
    const full = Math.min(30_000, 1_000 * 2 ** this.attempt);
    this.attempt += 1;
    return full * (0.5 + Math.random() / 2);
  }

  reset(): void {
    this.attempt = 0;
  }
}
