/** A counter of places: those of a gathering, or of one of its quotas. */
export interface SeatCounter {
  /** The gathering, or one of its quotas. */
  holder_id: string;
  capacity: number;
  /** Of confirmed registrations. */
  used: number;
  /** Of pending registrations and of offers. */
  held: number;
}

/** Changes to what is taken, by holder. */
export interface SeatMove {
  holder_id: string;
  used: number;
  held: number;
}
