import type { Reading, SqlValue } from "./database.ts";

/** What somebody looks for. */
export interface CallerSearch {
  /** Part of a caller's number or name. */
  readonly text: string;
  /** Parts of numbers that the text stands for as well, as a network may give them: `0612` for `06 12`. */
  readonly parts?: readonly string[] | undefined;
  /** Whole numbers that it stands for as well: those of people whom the office knows by that name. */
  readonly numbers?: readonly string[] | undefined;
}

export type Condition = readonly [sql: string, ...params: SqlValue[]];

/** So many calls are looked at one by one sooner than a year is walked through. */
const FEW = 5000;

/**
 * Which calls to show for a search, whichever way is quicker. Callers who rang seldom: their calls, by the index. Many
 * calls: the newest are walked through, and soon there are enough of them.
 */
export async function callsOf(read: Reading, search: CallerSearch, few = FEW): Promise<Condition> {
  const [sql, ...params] = whoMatches(search, "caller.number", "caller.name");
  const found = await read.get<{ calls: number }>(`SELECT total(calls) AS calls FROM caller WHERE ${sql}`, params);
  if ((found?.calls ?? 0) > few) return whoMatches(search, "call.caller_number", "call.caller_name");
  return [
    `call.id IN (SELECT kept.id FROM caller CROSS JOIN call AS kept
       ON kept.caller_number IS nullif(caller.number, '') AND kept.caller_name IS nullif(caller.name, '')
     WHERE ${sql})`,
    ...params,
  ];
}

export const contains = (column: string, text: string): Condition => [
  `${column} LIKE ? ESCAPE '\\'`,
  `%${text.replaceAll(/[\\%_]/g, "\\$&")}%`,
];

export function either(conditions: readonly Condition[]): Condition {
  return [`(${conditions.map(([sql]) => sql).join(" OR ")})`, ...conditions.flatMap(([, ...params]) => params)];
}

function whoMatches({ text, parts = [], numbers = [] }: CallerSearch, number: string, name: string): Condition {
  const whole: Condition = [`${number} IN (SELECT value FROM json_each(?))`, JSON.stringify(numbers)];
  return either([
    ...[text, ...parts].map((part) => contains(number, part)),
    contains(name, text),
    ...(numbers.length === 0 ? [] : [whole]),
  ]);
}
