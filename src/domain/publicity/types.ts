/** 奖章: a place in a popularity award (人气奖), shown on the courtyard's page. */
export interface Medal {
	roundId: string;
	round: string;
	number: number;
	place: number;
	at: Date;
}
