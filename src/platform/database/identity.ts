/** Who acts, where: sealed for one transaction, read by row-level security and by the journal. */
export interface Identity {
  readonly regencyCode: string;
  /** `user:<official>`, `os:<login>` of the command line, `job:<name>`, `demo:<officer>`. */
  readonly actor: string;
  /** `figures`: what is asked is counts of everybody and nothing of one person. */
  readonly capacity?: "figures";
  /** The browser from which the act comes: four eyes are not two accounts in one browser. */
  readonly device?: string;
}
