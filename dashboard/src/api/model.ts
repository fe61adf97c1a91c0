// Learning: what is taken for usual, and what stood out.

export interface ModelAspect { name: string; features: string[]; rows: number; threshold: number }
export interface ModelLearning { on: boolean; progress: number; minutes: number; minutes_left: number; rows: number; refused: number }
export interface Model {
  kind: "none" | "base" | "own";
  generation: number;
  trained_at: string | null;
  days: number;
  rows: number;
  budget: number;
  known_hours: number;
  aspects: ModelAspect[];
  learning: ModelLearning;
}

/** `distance` is in ways from what is usual to the percentile `limit`: 1 lies on it. `share` is of the score. */
export interface AnomalyFeature { name: string; value: number; usual: number; limit: number; distance: number; share: number }
export interface Anomaly {
  alert: string;
  incident_id: string | null;
  time: string;
  subject: string;
  aspect: string;
  summary: string;
  score: number;
  threshold: number;
  as_odd_a_day: number;
  features: AnomalyFeature[];
}
