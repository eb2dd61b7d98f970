import { showPhoneNumber } from "../../duty/phone-number.ts";
import { type CommonOptions, print, table, withStore } from "../terminal.ts";

/** Who is known: people of the rota, known callers, blocked numbers. */
export const people = (options: CommonOptions): Promise<void> =>
  withStore(options, async (store) => {
    const office = await store.office.read();
    const shown = (number: Parameters<typeof showPhoneNumber>[0]) => showPhoneNumber(number, office.country);
    print(options, { people: office.people, callers: office.callers, blocked: office.blocked }, () => [
      ...(office.people.length === 0 ? ["No people yet: `permanence import` takes them from a file."] : []),
      ...table([
        ...(office.people.length === 0 ? [] : [["ID", "NAME", "NUMBERS", "E-MAIL"]]),
        ...office.people.map(({ id, name, numbers, email }) => [id, name, numbers.map(shown).join(", "), email ?? "–"]),
      ]),
      ...(office.callers.length === 0 ? [] : ["", "Known callers"]),
      ...table(
        office.callers.map(({ number, name, fragile }) => [`  ${shown(number)}`, name, fragile ? "fragile" : ""]),
      ),
      ...(office.blocked.length === 0 ? [] : ["", `Blocked: ${office.blocked.map(shown).join(", ")}`]),
    ]);
  });
