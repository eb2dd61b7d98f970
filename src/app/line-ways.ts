import type { Language } from "../duty/office.ts";
import type { LineConfig } from "./config.ts";

type Way = Pick<LineConfig, "name" | "kind" | "port" | "sound_port" | "sound_card" | "forwarding">;

/** Speaks and hears at once, so that it can be joined with another. */
const isDuplex = ({ kind, port, sound_port, sound_card }: Way): boolean =>
  kind === "mobile" && (port === "simulated" || sound_port !== null || sound_card !== null);

/** By which ways each line puts its callers through, in the order in which they are tried; a sentence a line. */
export const lineWays = (lines: readonly Way[], language: Language): readonly string[] =>
  lines.map((line) => {
    const others = lines.filter((each) => each !== line && isDuplex(each)).map(({ name }) => name);
    return wayOf(line, isDuplex(line) ? others : [], language);
  });

function wayOf({ name, forwarding }: Way, others: readonly string[], language: Language): string {
  const say = phrases[language];
  const over = others.length > 0 ? say.over(others.join(", ")) : null;
  switch (forwarding) {
    case "none":
      return say.none(name);
    case "network":
      return say.by(name, say.network);
    case "other-line":
      return over === null ? say.none(name) : say.by(name, over);
    case "hook-flash":
      return say.by(name, over === null ? say.own : say.otherwise(say.own, over));
  }
}

const phrases = {
  fr: {
    by: (line: string, way: string) => `${line} : ${way}.`,
    own: "par son double appel",
    over: (names: string) => `par une autre ligne libre (${names}), la conversation passant par le boîtier`,
    otherwise: (first: string, then: string) => `${first}, sinon ${then}`,
    network: "par le renvoi de l’opérateur",
    none: (line: string) => `${line} : ne met personne en relation.`,
  },
  en: {
    by: (line: string, way: string) => `${line}: ${way}.`,
    own: "by its own second call",
    over: (names: string) => `over another idle line (${names}), with the conversation in the box`,
    otherwise: (first: string, then: string) => `${first}, else ${then}`,
    network: "by the operator's forwarding",
    none: (line: string) => `${line}: puts nobody through.`,
  },
} as const;
