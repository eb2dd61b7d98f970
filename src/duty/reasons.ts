import type { Reason } from "./duty.ts";
import type { Service } from "./office.ts";

type No = Record<string, never>;

/**
 * Every reason that the duty schedule gives, with its values. Times are `"HH:MM"`, days `"YYYY-MM-DD"`, `until` of an
 * absence or override both; a person is named, except an unknown one, of whom only the id is there.
 */
export type DutyReasons = {
  open: { readonly from: string; readonly to: string };
  "closed-hours": No;
  "closed-holiday": { readonly name: string };
  "closed-closure": {
    readonly name: string;
    /** The last day. */
    readonly until: string;
    /** `"12:00"`, where it does not end with the day. */
    readonly to?: string;
  };
  absence: { readonly by: string; readonly until: string };
  rota: { readonly service: Service; readonly person: string; readonly from: string; readonly to: string };
  override: { readonly service: Service; readonly until: string };
  leave: { readonly service: Service; readonly person: string; readonly until: string };
  "unknown-person": { readonly service: Service; readonly person: string };
  nobody: { readonly service: Service };
};

export const dutyReason = <Code extends keyof DutyReasons>(code: Code, values: DutyReasons[Code]): Reason => ({
  code,
  values,
});
