import type { OfficeView } from "../../../admin/schemas/office.ts";

/** How often an office's lists name a person, who can't be removed before. */
export interface NamedIn {
  readonly rota: number;
  readonly overrides: number;
  readonly leave: number;
  readonly menu: number;
}

export function namedIn({ rota, overrides, leave, menu }: OfficeView, id: string): NamedIn {
  return {
    rota: rota.filter(({ person }) => person === id).length,
    overrides: overrides.filter(({ people }) => people.includes(id)).length,
    leave: leave.filter(({ person }) => person === id).length,
    menu: menu.filter(({ people }) => people.includes(id)).length,
  };
}
