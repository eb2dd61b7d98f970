import type { Socket } from "node:net";
import { createInterface, type Interface } from "node:readline";

/** The text lines of a connection. That it broke is the connection's to tell: the reader tells it too, and would end the process. */
export const linesOf = (connection: Socket): Interface =>
  createInterface({ input: connection }).on("error", () => undefined);
