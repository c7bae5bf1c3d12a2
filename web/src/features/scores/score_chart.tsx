import { date } from "../../lib/format";
import { text } from "../../lib/text/text";
import { placed, type Point } from "./score_lines";

const frame = { width: 640, height: 160, margin: 28 };

interface ScoreChartProps {
  name: string;
  points: readonly Point[];
}

// The numbers stand in the table below as well: the picture is for the eye alone.
export function ScoreChart({ name, points }: ScoreChartProps) {
  const spots = placed(points, frame);
  const first = spots[0];
  const last = spots[spots.length - 1];
  if (!first || !last) return null;
  const label = text.scores.chart(name, date(first.date), date(last.date));
  return (
    <svg class="score-chart" viewBox={`0 0 ${frame.width} ${frame.height}`} role="img">
      <title>{label}</title>
      <polyline points={spots.map(({ x, y }) => `${x},${y}`).join(" ")} />
      {spots.map((spot) => (
        <circle key={spot.date} cx={spot.x} cy={spot.y} r={4} />
      ))}
      {[first, last].map((spot) => (
        <text key={spot.date} x={spot.x} y={spot.y - 10} text-anchor="middle">
          {spot.value}
        </text>
      ))}
    </svg>
  );
}
