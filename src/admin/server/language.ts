import type { FastifyRequest } from "fastify";
import type { Language } from "../../duty/office.ts";

/** The language in which a person reads the answer: as the question says, else as their browser does; French first. */
export function languageOf(request: Pick<FastifyRequest, "headers" | "query">): Language {
  const { language } = (request.query ?? {}) as { readonly language?: unknown };
  if (language === "fr" || language === "en") return language;
  return accepted(request.headers["accept-language"] ?? "");
}

/** RFC 9110 §12.5.4: ranges with weights, of which only the two that are spoken here matter. */
export function accepted(header: string): Language {
  const ranges = header.split(",").map((range) => {
    const [name = "", ...rest] = range.trim().toLowerCase().split(";");
    const weight = rest.map((each) => /^\s*q=([01](\.\d+)?)\s*$/.exec(each)?.[1]).find((each) => each !== undefined);
    return { name: name.split("-")[0], weight: weight === undefined ? 1 : Number(weight) };
  });
  const weightOf = (language: Language) =>
    Math.max(0, ...ranges.filter(({ name }) => name === language).map(({ weight }) => weight));
  return weightOf("en") > weightOf("fr") ? "en" : "fr";
}
