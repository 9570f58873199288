import type { Kelurahan } from "./areas.ts";
import type { Job, Sex } from "./person.ts";
import { createWeightedPick, type Random } from "./random.ts";

/** Whether somebody of this age and sex is registered with a job. The shares are invented. */
export function hasJob(random: Random, sex: Sex, age: number): boolean {
  if (age < 15) return false;
  return random.chance(sex === "L" ? shareOfMen(age) : shareOfWomen(age));
}

/** A job of the P3KE list for somebody who works and is not known to earn a wage. */
export function drawJob(random: Random, home: Kelurahan, sex: Sex, age: number): Job {
  const public_ = random.next();
  if (age >= 23 && age < 60 && public_ < PUBLIC_SHARE) {
    return public_ < PUBLIC_SHARE / 40 ? "PEJABAT NEGARA" : "PNS/TNI/POLRI";
  }
  const place = random.next();
  if (place < fisherShare(home) * (sex === "L" ? 1 : 0.25)) return "NELAYAN";
  if (home.tilled && place > 0.86) return "PETANI";
  if (place > 0.994) return "PETANI";
  return sex === "L" ? pickMansJob(random) : pickWomansJob(random);
}

export function drawJoblessness(random: Random, age: number): Job {
  return age >= 57 && random.chance(0.06) ? "PENSIUNAN" : "TIDAK/BELUM BEKERJA";
}

const PUBLIC_SHARE = 0.006;

const pickMansJob = createWeightedPick<Job>([
  ["PEKERJA LEPAS", 58],
  ["WIRASWASTA", 22],
  ["PEDAGANG", 18],
  ["NELAYAN", 0.6],
]);

const pickWomansJob = createWeightedPick<Job>([
  ["PEDAGANG", 42],
  ["PEKERJA LEPAS", 35],
  ["WIRASWASTA", 23],
]);

function fisherShare(home: Kelurahan): number {
  if (home.shore === "island") return 0.72;
  return home.shore === "coast" ? 0.14 : 0.004;
}

function shareOfMen(age: number): number {
  if (age < 18) return 0.05;
  if (age < 23) return 0.58;
  if (age < 60) return 0.94;
  if (age < 65) return 0.76;
  return age < 75 ? 0.34 : 0.07;
}

function shareOfWomen(age: number): number {
  if (age < 18) return 0.02;
  if (age < 23) return 0.4;
  if (age < 55) return 0.53;
  if (age < 65) return 0.42;
  return age < 75 ? 0.14 : 0.03;
}
