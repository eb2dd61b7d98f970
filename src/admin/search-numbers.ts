import type { Office } from "../duty/office.ts";
import { readPhoneNumber, showPhoneNumber } from "../duty/phone-number.ts";
import type { PhoneNumber } from "../kernel/phone-number.ts";

/** As many as a question to the database may well hold. */
const MOST = 200;

/**
 * The numbers that a search stands for beside its own text, as the network gives them: `06 12 34 56 78` is
 * `+33612345678` in some calls and `0612345678` in others, and a name of the office's lists is the numbers of whoever
 * bears it.
 */
export function numbersLike(search: string | undefined, office: Office): readonly string[] {
  const text = search?.trim() ?? "";
  if (text === "") return [];
  const dialled = text.replaceAll(/[\s().-]/g, "");
  if (/^\+?\d{3,}$/.test(dialled)) {
    const read = readPhoneNumber(dialled, office.country);
    return [...new Set([dialled, ...(read ? written(read, office.country) : [])])];
  }
  const wanted = plain(text);
  const named = [
    ...office.callers.filter(({ name }) => plain(name).includes(wanted)).map(({ number }) => number),
    ...office.people.filter(({ name }) => plain(name).includes(wanted)).flatMap(({ numbers }) => numbers),
  ];
  return named.flatMap((number) => written(number, office.country)).slice(0, MOST);
}

/** With the country's code, and as within the country. */
const written = (number: PhoneNumber, country: string): readonly string[] => [
  number,
  showPhoneNumber(number, country).replaceAll(/[^\d+]/g, ""),
];

/** Without capitals and accents: `lefevre` finds Lefèvre. */
const plain = (text: string): string => text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
