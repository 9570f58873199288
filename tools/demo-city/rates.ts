/**
 * Every rate of the demonstration city in one place. They are stated again, with the counts they
 * led to, in README.txt beside the files. All are fixed: the seed changes who, never how many.
 */

/** The day the four files are said to have been made: the launch of the Makassar programme. */
export const REFERENCE_DAY = 2024_05_31;

/** A worker that counts has had the 18th birthday and not the 65th on the reference day. */
export const WORKER_AGE_MIN = 18;
export const WORKER_AGE_MAX = 64;

export const RATES = {
  /** Of distinct registry persons: have a second row in the registry. */
  secondRow: 0.08,
  /** Of second rows: come with the whole household, registered again in another kelurahan. */
  secondRowByMovedHousehold: 0.15,
  /** Of persons with two rows: the two rows share no NIK. */
  secondRowWithoutCommonNik: 0.25,
  /** Of those: one of the two NIKs is damaged or missing (else a digit is wrong or two swapped). */
  withoutCommonNikByDamage: 0.5,
  /** Of those: one of the two rows spells the name another way. */
  withoutCommonNikOtherSpelling: 0.45,
  /** Of second rows with a common NIK: the name is spelt another way. */
  commonNikOtherSpelling: 0.35,
  /** Of second rows with a common NIK: another birth date (day and month swapped, or the year). */
  commonNikOtherBirthDate: 0.05,
  /** Of registry rows: the NIK is damaged or missing. */
  damagedNik: 0.05,
  /** Of registry persons with one row and a sound NIK: the row spells the name another way. */
  singleRowOtherSpelling: 0.04,

  /** Of distinct registry persons, whatever their age. Old people die more often. */
  dead: 0.02,
  /** Of distinct registry persons: moved out of the city. Half of them as whole households. */
  moved: 0.01,
  /** Of the `workers`: earn a wage. */
  wageEarner: 0.03,
  /** Of wage earners: the registry says PEGAWAI SWASTA (the others show an outdated job). */
  wageEarnerJobKnown: 0.6,
  /** Of wage earners whose job the registry knows: the employer has insured them. */
  wageEarnerInsured: 0.75,
  /** Of the `workers` that earn no wage: insured as BPU, paid by themselves or by others. */
  insuredAsBpu: 0.02,
  /** Of the `workers` that earn no wage: insured by a construction project (JAKON). */
  insuredAsJakon: 0.003,

  /** Disabled persons, by group. Every one of them is on the disability list. */
  disabledWorker: 0.0116,
  disabledChild: 0.006,
  disabledIdleAdult: 0.03,
  disabledElder: 0.035,

  /** Rows of people who are not in the registry: per worker, and per registry row of that list. */
  outsidersInInsurerListPerWorker: 0.25,
  outsidersInCivilListPerRow: 0.6,
  outsidersInDisabilityListPerRow: 0.15,

  /** Of rows in the three other lists: the NIK is missing (name, birth date, place are right). */
  listNikMissing: 0.03,
  /** Of rows in the three other lists: the name is spelt another way (the NIK is right). */
  listOtherSpelling: 0.04,

  /** Of persons: the date inside the NIK is not the stated birth date. The NIK is valid. */
  nikDateContradicts: 0.005,
  /** Of persons: the NIK was first issued outside Makassar. */
  nikIssuedElsewhere: 0.12,
  /** Birth dates given as 1 January or 31 December, by people born before 1985 and after. */
  firstJanuaryOld: 0.07,
  lastDecemberOld: 0.05,
  firstJanuaryYoung: 0.01,
  lastDecemberYoung: 0.008,
  /** Of births in a family: twins. */
  twins: 0.012,
  /** Of sons: carry exactly the father's name. */
  sonNamedAsFather: 0.006,

  /** Of sound NIK cells: an apostrophe in front, or a non-breaking space behind. */
  nikApostrophe: 0.04,
  nikNonBreakingSpace: 0.01,
  /** Of families: an empty row follows. */
  blankRowAfterFamily: 0.12,
} as const;

/** How a damaged NIK looks, with weights. The first three are "missing". */
export const NIK_DAMAGE_WEIGHTS = [
  ["empty", 30],
  ["KOSONG", 12],
  ["dash", 8],
  ["number with the last digit lost", 22],
  ["scientific text", 8],
  ["15 digits", 8],
  ["17 digits", 5],
  ["letter O for zero", 7],
] as const;

export type NikDamage = (typeof NIK_DAMAGE_WEIGHTS)[number][0];

/** Share of families by decile of welfare, 1 is the poorest. Invented: none is published. */
export const DECILE_WEIGHTS = [
  [1, 12],
  [2, 20],
  [3, 28],
  [4, 40],
] as const;
