/** What is there only while the tests run: each part of it is read and written when a test asks for it. */
export const whileRunning = <T extends object>(now: () => T): T =>
  new Proxy<T>(Object.create(null), {
    get: (_, part) => {
      const value: unknown = Reflect.get(now(), part);
      return typeof value === "function" ? value.bind(now()) : value;
    },
    set: (_, part, value) => Reflect.set(now(), part, value),
  });
