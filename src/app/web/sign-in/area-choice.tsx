import { Select, TextField, useTexts } from "../../../platform/ui/index.tsx";
import { useAreas, useStatus } from "../queries.ts";
import { signInTexts } from "./texts.ts";

export interface Area {
  readonly code: string;
  readonly name: string;
  readonly within: string | null;
}

/** Where a role holds: the city, a kecamatan of it, a kelurahan of that, an RW of that. */
export interface ChosenArea {
  readonly kecamatan: string;
  readonly kelurahan: string;
  readonly rw: string;
}

export const wholeCity: ChosenArea = { kecamatan: "", kelurahan: "", rw: "" };

export function codeOf(regencyCode: string, { kecamatan, kelurahan, rw }: ChosenArea): string {
  if (kelurahan !== "" && rw !== "") return `${kelurahan}/${rw.padStart(3, "0")}`;
  return kelurahan || kecamatan || regencyCode;
}

/** `Kelurahan Bulo Gading`, `RW 004, Kelurahan Bulo Gading`; a code that is not known stays a code. */
export function nameOf(areas: readonly Area[], code: string): string {
  const [place = "", rw] = code.split("/");
  const name = areas.find((area) => area.code === place)?.name ?? place;
  return rw === undefined ? name : `RW ${rw}, ${name}`;
}

export function AreaChoice({
  area,
  onChoose,
}: {
  readonly area: ChosenArea;
  readonly onChoose: (area: ChosenArea) => void;
}) {
  const t = useTexts(signInTexts);
  const regencyCode = useStatus().data?.regency.code ?? "";
  const areas = useAreas().data?.areas ?? [];
  const optionsIn = (within: string, whole: string) => [
    { value: "", label: whole },
    ...areas
      .filter((each) => each.within === within)
      .map(({ code, name }) => ({ value: code, label: name })),
  ];
  return (
    <>
      <Select
        label={t("kecamatan")}
        value={area.kecamatan}
        options={optionsIn(regencyCode, t("wholeCity"))}
        onChoose={(kecamatan) => onChoose({ kecamatan, kelurahan: "", rw: "" })}
      />
      {area.kecamatan === "" ? null : (
        <Select
          label={t("kelurahan")}
          value={area.kelurahan}
          options={optionsIn(area.kecamatan, t("wholeKecamatan"))}
          onChoose={(kelurahan) => onChoose({ ...area, kelurahan, rw: "" })}
        />
      )}
      {area.kelurahan === "" ? null : (
        <TextField
          label={t("rw")}
          hint={t("rwHint")}
          value={area.rw}
          digits
          optional
          onWrite={(rw) => onChoose({ ...area, rw: rw.replace(/\D/g, "").slice(0, 3) })}
        />
      )}
    </>
  );
}
