import type { AdminParts } from "../parts.ts";
import type { ExampleView } from "../schemas/example.ts";
import { Refused } from "../sentences/refusals.ts";
import type { Board } from "../server/board.ts";
import type { Live } from "../server/live.ts";
import type { Answers } from "../server/routes.ts";

/** The choice of the first start: an example to try, or one's own agency. */
export function exampleAnswers(
  { store }: AdminParts,
  board: Board,
  live: Live,
): Answers<"example" | "tryExample" | "leaveExample"> {
  async function view(): Promise<ExampleView> {
    const state = await store.example.state();
    return { state: state === "offered" ? "choice" : state, changed: await store.example.changed() };
  }
  return {
    example: view,
    async tryExample({ by }) {
      await store.example.try(by.name);
      return view();
    },
    async leaveExample({ body, by }) {
      const { keepOffice, sure } = body;
      if ((await store.example.state()) !== "own") {
        // A call that goes on would be written after all others are gone.
        if (board.calls().length > 0) throw new Refused("example-call");
        await store.example.leave(by.name, { keepOffice, knowsOfChanges: sure || keepOffice });
        await live.officeMayHaveChanged(by.name, "example");
        await live.needChanged(null);
      }
      return view();
    },
  };
}
