# SPDX-License-Identifier: GPL-3.0-or-later
"""What the peers of the national plan share: the towns, their needs, the columns of the linear program, the plan's file.

Everything is done in arrays. There are two formulations, with the same optimum: `segments` has a quota's posts in
pieces around its share, as one writes such a cost for a linear program; `prices` finds beforehand the price at which a
total is used up, as PlanInC does, and leaves the solver the steps next to it.
"""

import csv
import sys

import numpy

POOLS = ("administrative", "institutional")
WEIGHTS = {
    "resident_population (people)": 0.5,
    "area (km²)": 0.15,
    "economic_output (10k yuan)": 0.15,
    "work_intensity": 0.2,
}
BASES = ({"town": 6, "subdistrict": 6, "township": 5}, {"town": 6, "subdistrict": 7, "township": 5})
FLOORS = (6, 0)


class Nation:
    """The towns of a file with their needs, and the rows of the totals that they are under."""

    def __init__(self, path, totals):
        """`totals` are the two national ones, or None for every county's as it is today."""
        with open(path, encoding="utf-8", newline="") as file:
            rows = csv.reader(file)
            places = {heading: place for place, heading in enumerate(next(rows))}
            columns = list(zip(*rows))
        self.paths = list(zip(*(columns[places[name]] for name in ("province", "city", "county", "town"))))
        count = len(self.paths)
        quotas = [numpy.array(columns[places[f"{pool}_quota"]], dtype=float).astype(int) for pool in POOLS]
        if totals is None:
            counties = {}
            county = numpy.array([counties.setdefault(path[:3], len(counties)) for path in self.paths])
            self.rows = numpy.concatenate([county, county + len(counties)])
            self.totals = numpy.bincount(self.rows, weights=numpy.concatenate(quotas)).astype(int)
            national = [quota.sum() for quota in quotas]
        else:
            self.rows = numpy.repeat([0, 1], count)
            self.totals = numpy.array(totals)
            national = totals
        shares = sum(
            weight * (figures := numpy.array(columns[places[heading]], dtype=float)) / figures.sum()
            for heading, weight in WEIGHTS.items()
        )
        needs = []
        for bases, total in zip(BASES, national):
            base = numpy.array([bases[kind] for kind in columns[places["kind"]]], dtype=float)
            needs.append(base + (total - base.sum()) * shares)
        self.needs = numpy.concatenate(needs)
        self.floors = numpy.repeat(FLOORS, count)

    def sums(self, quotas):
        """What quotas come to in each row."""
        return numpy.bincount(self.rows, weights=quotas, minlength=len(self.totals)).astype(int)

    def segments(self, reach):
        """The columns next to each quota's share of its total: whole steps as far as `reach`, and a segment each for
        what lies below and above, whose slope is interpolated at whole numbers."""
        shares = self.needs * (self.totals / numpy.bincount(self.rows, weights=self.needs))[self.rows]
        centre = numpy.maximum(self.floors, numpy.floor(shares).astype(int))
        lower = numpy.maximum(self.floors, centre - reach)
        upper = centre + reach + 1
        cap = upper + centre + 10
        places = numpy.arange(len(centre))
        inner = upper - lower
        quotas = numpy.concatenate([places, numpy.repeat(places, inner), places])
        ordinals = numpy.arange(len(quotas) - 2 * len(places)) - numpy.repeat(numpy.cumsum(inner) - inner, inner)
        inner_from = numpy.repeat(lower, inner) + ordinals
        start = numpy.concatenate([self.floors, inner_from, upper])
        end = numpy.concatenate([lower, inner_from + 1, cap])
        return self.columns(quotas, start, end), self.floors

    def steps(self):
        """The columns next to each total's price, found beforehand: the posts below have been granted already."""
        def posts(price):
            return numpy.maximum(self.floors, numpy.floor(self.needs * price[self.rows] + 0.5).astype(int))

        low, high = numpy.zeros(len(self.totals)), numpy.ones(len(self.totals))
        while (short := self.sums(posts(high)) < self.totals).any():
            high[short] *= 2
        for _ in range(60):
            middle = 0.5 * (low + high)
            sums = self.sums(posts(middle))
            low, high = numpy.where(sums <= self.totals, middle, low), numpy.where(sums >= self.totals, middle, high)
            if (low == high).all():
                break
        below = numpy.maximum(self.floors, posts(low) - 1)
        counts = posts(high) + 1 - below
        quotas = numpy.repeat(numpy.arange(len(below)), counts)
        start = numpy.repeat(below - (numpy.cumsum(counts) - counts), counts) + numpy.arange(len(quotas))
        return self.columns(quotas, start, start + 1), below

    def columns(self, quotas, start, end):
        """A column each for the posts of a quota from `start` up to `end`, at its cost a post."""
        keep = end > start
        quotas, start, end = quotas[keep], start[keep], end[keep]
        sums = numpy.concatenate([[0], numpy.cumsum(numpy.log(numpy.arange(1, end.max() + 1) - 0.5))])
        widths = end - start
        return quotas, (sums[end] - sums[start]) / widths - numpy.log(self.needs[quotas]), widths

    def write(self, path, quotas):
        """Writes the plan, one row a town and pool."""
        count = len(self.paths)
        planned, needs = quotas.tolist(), self.needs.tolist()
        with open(path, "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["province", "city", "county", "town", "pool", "need", "quota_planned"])
            writer.writerows(
                (*town, name, f"{needs[place]:.6f}", planned[place])
                for row, town in enumerate(self.paths)
                for name, place in zip(POOLS, (row, row + count))
            )


def main(solve):
    """Plans by `solve`, which is given the columns' costs, widths and rows and the rows' sums, and returns the values.

    The arguments are the formulation, `segments` or `prices`, towns.csv, the plan's file and the totals.
    """
    formulation, path, output, *totals = sys.argv[1:]
    nation = Nation(path, None if totals == ["county"] else [int(total) for total in totals])
    reach = 1
    while True:
        (quotas, costs, widths), below = nation.segments(reach) if formulation == "segments" else nation.steps()
        values = numpy.asarray(solve(costs, widths, nation.rows[quotas], nation.totals - nation.sums(below)))
        if abs(values - numpy.round(values)).max() > 1e-6:
            sys.exit("a quota is no whole number")
        # A wide segment that was used in part is no exact cost: the steps have to reach further.
        if not ((widths > 1) & (values > 0.5) & (values < widths - 0.5)).any():
            break
        reach *= 2
    nation.write(output, below + numpy.bincount(quotas, weights=numpy.round(values), minlength=len(below)).astype(int))
