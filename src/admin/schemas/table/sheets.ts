import type { z } from "zod";
import * as sheets from "../sheets.ts";
import { admin, all, endpoint } from "./endpoint.ts";

/** Thousands of rows at once. Bytes. */
const LARGEST = 2 * 1024 * 1024;

const keeps = <const L extends sheets.SheetList, S extends z.ZodType>(list: L, body: S) =>
  endpoint("PUT", `/api/sheets/${list}`, admin, `Keeps these rows of ${list}: all of them or nothing.`, {
    body,
    largest: LARGEST,
    gives: sheets.kept,
  });

/** Lists of the office as tables of a spreadsheet. */
export const sheetsTable = {
  sheet: endpoint("GET", "/api/sheets/:list", all, "A list of the office as a table, or a model of one.", {
    params: sheets.sheetOf,
    query: sheets.sheetQuery,
    gives: "text/csv",
  }),
  readSheet: endpoint("POST", "/api/sheets/:list", admin, "What each row of a table would change; nothing is kept.", {
    params: sheets.sheetOf,
    query: sheets.sheetAsked,
    takes: "text/csv",
    gives: sheets.sheet,
    perMinute: 30,
  }),
  keepPeople: keeps("people", sheets.keepPeople),
  keepCallers: keeps("callers", sheets.keepCallers),
  keepBlocked: keeps("blocked", sheets.keepBlocked),
} as const;
