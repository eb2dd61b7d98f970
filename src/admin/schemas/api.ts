import type { z } from "zod";
import { announcementsTable } from "./table/announcements.ts";
import { backupTable } from "./table/backup.ts";
import { byPhoneTable } from "./table/by-phone.ts";
import type { Endpoint } from "./table/endpoint.ts";
import { houseTable } from "./table/house.ts";
import { linesTable } from "./table/lines.ts";
import { logbookTable } from "./table/logbook.ts";
import { needsTable } from "./table/needs.ts";
import { officeTable } from "./table/office.ts";
import { privacyTable } from "./table/privacy.ts";
import { receptionTable } from "./table/reception.ts";
import { sheetsTable } from "./table/sheets.ts";
import { signInTable } from "./table/sign-in.ts";
import { takeUpsTable } from "./table/take-ups.ts";
import { textsTable } from "./table/texts.ts";

/**
 * Every address of the API. The server answers by it, the OpenAPI document is made of it, and the page's client takes
 * its types from it.
 */
export const api = {
  ...signInTable,
  ...receptionTable,
  ...needsTable,
  ...takeUpsTable,
  ...textsTable,
  ...byPhoneTable,
  ...logbookTable,
  ...officeTable,
  ...sheetsTable,
  ...announcementsTable,
  ...linesTable,
  ...houseTable,
  ...backupTable,
  ...privacyTable,
} satisfies Readonly<Record<string, Endpoint>>;

export type Api = typeof api;
export type Operation = keyof Api;

type Of<E, Part extends string> = E extends Readonly<Record<Part, infer S extends z.ZodType>> ? S : never;
/** What a client puts into a part of a question, and what the server makes of it. */
export type Given<O extends Operation, Part extends "params" | "query" | "body"> = z.input<Of<Api[O], Part>>;
export type Asked<O extends Operation, Part extends "params" | "query" | "body"> = z.output<Of<Api[O], Part>>;
/** The answer. */
export type Answer<O extends Operation> = Api[O]["gives"] extends z.ZodType ? z.output<Api[O]["gives"]> : never;
