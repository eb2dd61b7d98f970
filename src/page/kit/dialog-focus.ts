/**
 * What a dialog begins with: what says so itself by `data-first`, else its first field, of several radio buttons the one that
 * is chosen. Null: it only asks or tells.
 */
export function firstFieldOf(dialog: HTMLElement): HTMLElement | null {
  const told = dialog.querySelector<HTMLElement>(".body [data-first]");
  if (told) return told;
  const fields = dialog.querySelectorAll<HTMLElement>(
    ".body :is(input:not([type=hidden]), select, textarea):not(:disabled)",
  );
  const first = [...fields].find((field) => field.getClientRects().length > 0);
  if (!(first instanceof HTMLInputElement) || first.type !== "radio" || first.checked) return first ?? null;
  const chosen = [...fields].find(
    (field) =>
      field instanceof HTMLInputElement && field.type === "radio" && field.name === first.name && field.checked,
  );
  return chosen ?? first;
}

/** What opened the dialog that is open: one that follows it goes back there too. */
let opener: Element | null = null;

/** Remembers what has the focus; what this gives puts it back there, once the dialog has gone and if no other is open. */
export function focusBefore(): () => void {
  const now = document.activeElement;
  if (now && now !== document.body && !now.closest("dialog")) opener = now;
  const mine = opener;
  // Closed by itself, it is taken out of the page a moment later: whoever presses somewhere meanwhile has gone on.
  let goneOn = false;
  const pressed = () => {
    goneOn = document.querySelector("dialog[open]") === null;
  };
  document.addEventListener("pointerdown", pressed, true);
  return () => {
    // After what closing the dialog changes is drawn: the block that opened it may be drawn anew, with the same id.
    setTimeout(() => {
      document.removeEventListener("pointerdown", pressed, true);
      const free = document.activeElement === null || document.activeElement === document.body;
      if (!mine || !free || goneOn || document.querySelector("dialog[open]")) return;
      const there = mine.isConnected ? mine : mine.id ? document.getElementById(mine.id) : null;
      if (there instanceof HTMLElement || there instanceof SVGElement) there.focus();
    });
  };
}
