/** 奖章: a place in a popularity award (人气奖), for the courtyard's page. */
export interface Medal {
	roundId: string;
	round: string;
	/** The candidate's number in that round. */
	number: number;
	place: number;
	/** When the result became final. */
	at: Date;
}
