interface Named {
  readonly id: string;
  readonly name: string;
}

/** By what people call each other where there is little room: the first name, with as much of the rest as tells them apart. */
export function briefly(people: readonly Named[]): ReadonlyMap<string, string> {
  return new Map(
    people.map(({ id, name }) => {
      const [first = name, ...rest] = name.split(" ");
      const others = people.filter((each) => each.id !== id).map((each) => each.name);
      const initial = `${first} ${rest.map((part) => `${part.slice(0, 1)}.`).join(" ")}`.trim();
      if (!others.some((other) => other.split(" ")[0] === first)) return [id, first];
      const told = rest.length > 0 && !others.some((other) => other.startsWith(initial.slice(0, first.length + 2)));
      return [id, told ? initial : name];
    }),
  );
}
