/** Where a block can be put down: a person's day. */
export interface Place {
  readonly person: string;
  readonly day: string;
}

/** So far the pointer goes before a press is a drag, in pixels: a hand is never quite still. */
const STILL = 6;

/**
 * A block follows the mouse to another day or person; Escape leaves it where it was. A finger scrolls the page, and opens
 * the block by a tap. `dropped` is not called where it was put down on its own place, nor beside any.
 */
export function dragBlock(options: { readonly own: Place; dropped(place: Place): void }) {
  return (block: HTMLElement): (() => void) => {
    const press = (down: PointerEvent) => {
      if (down.button !== 0 || down.pointerType === "touch") return;
      let over: HTMLElement | null = null;
      let moved = false;
      const mark = (cell: HTMLElement | null) => {
        over?.classList.remove("under");
        over = cell;
        over?.classList.add("under");
      };
      const move = (event: PointerEvent) => {
        const [dx, dy] = [event.clientX - down.clientX, event.clientY - down.clientY];
        if (!moved && Math.hypot(dx, dy) < STILL) return;
        moved = true;
        block.classList.add("dragged");
        block.style.translate = `${dx}px ${dy}px`;
        mark(cellAt(event.clientX, event.clientY));
      };
      const leave = () => {
        removeEventListener("pointermove", move);
        removeEventListener("pointerup", up);
        removeEventListener("keydown", heed, true);
        removeEventListener("pointercancel", leave);
        block.classList.remove("dragged");
        block.style.translate = "";
        mark(null);
      };
      const heed = (event: KeyboardEvent) => {
        if (event.key === "Escape") leave();
      };
      const up = () => {
        const cell = over;
        leave();
        if (!moved) return;
        // The click that follows is the end of the drag.
        addEventListener("click", swallow, { capture: true, once: true });
        setTimeout(() => removeEventListener("click", swallow, true));
        const { person, day } = cell?.dataset ?? {};
        if (person && day && (person !== options.own.person || day !== options.own.day))
          options.dropped({ person, day });
      };
      addEventListener("pointermove", move);
      addEventListener("pointerup", up);
      addEventListener("keydown", heed, true);
      addEventListener("pointercancel", leave);
    };
    block.addEventListener("pointerdown", press);
    return () => block.removeEventListener("pointerdown", press);
  };
}

const swallow = (event: Event) => event.stopPropagation();
/** The block itself lies under the pointer too, and within its own cell: only what is a cell counts. */
const cellAt = (x: number, y: number): HTMLElement | null =>
  document
    .elementsFromPoint(x, y)
    .find((each): each is HTMLElement => each instanceof HTMLElement && each.matches("[data-person][data-day]")) ??
  null;
