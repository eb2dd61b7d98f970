/** The time now, for what is shown relative to it; moves every ten seconds, kept in step with the box's clock. */
class PageClock {
  #ahead = 0;
  now = $state(Date.now());

  constructor() {
    setInterval(() => this.#tick(), 10_000);
  }

  follow(boxNow: number): void {
    this.#ahead = boxNow - Date.now();
    this.#tick();
  }

  #tick(): void {
    this.now = Date.now() + this.#ahead;
  }
}

export const pageClock = new PageClock();
