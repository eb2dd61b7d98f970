import type { Contact, Plan, Step } from "../../src/attendant/plan.ts";

/** Every way through a plan, from the answer to its end. */
export function paths({ steps }: Pick<Plan, "steps">): readonly (readonly Step[])[] {
  const last = steps.at(-1);
  if (last?.do !== "menu") return [steps];
  const branches = [...Object.values(last.keys), last.otherwise];
  return branches.flatMap((branch) => paths({ steps: branch }).map((rest) => [...steps, ...rest]));
}

/** Each once for all of their numbers, as long as these follow each other. */
const peopleOf = (to: readonly Contact[]) =>
  to.map(({ person }) => person).filter((person, n, all) => person !== all[n - 1]);

/** A way through a plan in short: `welcome, duty[alice bruno], busy, leave-message, record, thanks, hangUp`. */
export function inShort(path: readonly Step[]): string {
  return path.map(short).join(", ");
}

function short(step: Step): string {
  switch (step.do) {
    case "announce":
      return step.announcement.kind + (step.announcement.urgent ? "!" : "");
    case "forward":
      return `${step.via}[${peopleOf(step.to).join(" ")}]`;
    case "menu":
      return `menu(${step.announcement.kind}${step.announcement.urgent ? "!" : ""} ${Object.keys(step.keys).join("")})`;
    case "wait":
    case "remote":
    case "record":
    case "hangUp":
      return step.do;
  }
}
