"""What a dashboard is made of, and the shapes of query that several of them use."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Query:
    expression: str
    legend: str


@dataclass(frozen=True)
class Plot:
    title: str
    queries: tuple[Query, ...]
    unit: str = "short"
    mark: float | None = None  # a line that should not be crossed


@dataclass(frozen=True)
class Dashboard:
    name: str
    title: str
    plots: tuple[Plot, ...] = field(default_factory=tuple)


def query(expression: str, legend: str) -> Query:
    return Query(" ".join(expression.split()), legend)


def quantiles(metric: str, by: str = "", where: str = "") -> tuple[Query, ...]:
    """p50, p95 and p99 of a histogram, for each value of the label `by`."""
    labels = f"le, {by}" if by else "le"
    legend = f" {{{{{by}}}}}" if by else ""
    return tuple(
        query(
            f"histogram_quantile({share}, "
            f"sum by ({labels}) (rate({metric}_bucket{{{where}}}[5m])))",
            f"p{round(share * 100)}{legend}",
        )
        for share in (0.5, 0.95, 0.99)
    )
