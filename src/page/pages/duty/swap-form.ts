import type { Service } from "../../../duty/office.ts";

/** A replacement as it stands in the form; `from` and `until` as a date field has them. */
export interface SwapForm {
  id: string;
  service: Service;
  from: string;
  until: string;
  people: string[];
}
