/** How far the event loop is behind, for whoever decides whether more can be taken on. */
export interface Pulse {
  /** Milliseconds; of two looks the lesser, so that one long step is no alarm. */
  behind(): number;
  close(): void;
}

const EVERY_MS = 250;

export function createPulse(): Pulse {
  let due = performance.now() + EVERY_MS;
  let last = [0, 0];
  const timer = setInterval(() => {
    const now = performance.now();
    last = [last[1] ?? 0, Math.max(0, now - due)];
    due = now + EVERY_MS;
  }, EVERY_MS);
  timer.unref();
  return {
    // A step that lasts still counts as soon as it is over.
    behind: () => Math.min(last[0] ?? 0, Math.max(last[1] ?? 0, performance.now() - due)),
    close: () => clearInterval(timer),
  };
}
