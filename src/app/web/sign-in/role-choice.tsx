import { type Role, roles } from "../../../platform/access/rights.ts";
import { roleNames } from "../../../platform/access/role-names.ts";
import { Select, useSpeech, useTexts } from "../../../platform/ui/index.tsx";
import { AreaChoice, type ChosenArea } from "./area-choice.tsx";
import { signInTexts } from "./texts.ts";

export interface ChosenRole {
  readonly role: Role;
  readonly area: ChosenArea;
}

/** A role and where it holds. */
export function RoleChoice({
  chosen,
  onChoose,
}: {
  readonly chosen: ChosenRole;
  readonly onChoose: (chosen: ChosenRole) => void;
}) {
  const t = useTexts(signInTexts);
  const { say } = useSpeech();
  return (
    <>
      <Select
        label={t("role")}
        value={chosen.role}
        options={roles.map((role) => ({ value: role, label: say(roleNames[role]) }))}
        onChoose={(value) => {
          const role = roles.find((each) => each === value);
          if (role !== undefined) onChoose({ ...chosen, role });
        }}
      />
      <AreaChoice area={chosen.area} onChoose={(area) => onChoose({ ...chosen, area })} />
    </>
  );
}
