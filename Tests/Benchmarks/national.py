# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole job at national size, file to file: Allot against raw C and what Python has, all plans checked alike."""

import csv
import heapq
import math
import os
import subprocess
import sys
from collections import defaultdict

import yaml

from processes import in_turn, output, table

PEERS = "Tests/Benchmarks/Peers"
TOTALS = {"nation": "one national total a pool", "county": "totals of every county"}
COUNTY_RULE = ("# - total: today", "#   within: county")


def write_nation(allot, folder, towns=None):
    """Writes the invented nation twice, into `folder`/nation and `folder`/county, the one with national totals and
    the other with those of counties: all of it, or `towns` towns, more than it has being had by repetition."""
    demo = f"{folder}/demo"
    output([allot, "new", demo, "--demo", "national", "--language", "en"])
    with open(f"{demo}/towns.csv", encoding="utf-8", newline="") as file:
        headings, *rows = csv.reader(file)
    with open(f"{demo}/scenario.yaml", encoding="utf-8") as file:
        text = file.read()
    with open(f"{demo}/model.yaml", encoding="utf-8") as file:
        model = file.read()
    size = towns or len(rows)
    rows = [
        row if copy == 0 else [f"{row[0]} {copy + 1}", *row[1:]]
        for copy in range(-(-size // len(rows)))
        for row in rows
    ][:size]
    for pool, before in yaml.safe_load(text)["pools"].items():
        place = headings.index(f"{pool}_quota")
        text = text.replace(f"  {pool}: {before}\n", f"  {pool}: {sum(int(row[place]) for row in rows)}\n")
    switched_on = text
    for line in COUNTY_RULE:
        switched_on = switched_on.replace(line, line.replace("#", " "))
    for totals, scenario in (("nation", text), ("county", switched_on)):
        os.makedirs(f"{folder}/{totals}")
        with open(f"{folder}/{totals}/scenario.yaml", "w", encoding="utf-8") as file:
            file.write(scenario)
        with open(f"{folder}/{totals}/model.yaml", "w", encoding="utf-8") as file:
            file.write(model)
        with open(f"{folder}/{totals}/towns.csv", "w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([headings, *rows])
    return size


class Checker:
    """What every plan of a scenario is held against: needs by the policy model, totals, and the best plan there is, by
    giving post after post to whom it is worth most. It shares no code with any contestant."""

    def __init__(self, folder):
        with open(f"{folder}/scenario.yaml", encoding="utf-8") as file:
            scenario = yaml.safe_load(file)
        with open(f"{folder}/model.yaml", encoding="utf-8") as file:
            parts = yaml.safe_load(file)["parts"]
        with open(f"{folder}/towns.csv", encoding="utf-8", newline="") as file:
            towns = list(csv.DictReader(file))
        self.pools = scenario["pools"]
        is_by_county = any(rule.get("within") == "county" for rule in scenario["rules"])
        self.needs, self.floors, self.totals = {}, {}, defaultdict(int)
        self.row_of = {}
        weights = next(part["share"] for part in parts if "share" in part)
        columns = {metric: next(h for h in towns[0] if h.split(" ")[0] == metric) for metric in weights}
        sums = {metric: math.fsum(float(town[column]) for town in towns) for metric, column in columns.items()}
        for pool, total in self.pools.items():
            base = next(part["base"] for part in parts if pool in part.get("pools", []))
            floor = next((r["floor"] for r in scenario["rules"] if "floor" in r and pool in r["pools"]), 0)
            rest = total - sum(base[town["kind"]] for town in towns)
            for town in towns:
                key = (town["province"], town["city"], town["county"], town["town"], pool)
                share = math.fsum(w * float(town[columns[m]]) / sums[m] for m, w in weights.items())
                self.needs[key] = base[town["kind"]] + rest * share
                self.floors[key] = floor
                self.row_of[key] = (pool, *key[:3]) if is_by_county else (pool,)
                self.totals[self.row_of[key]] += int(town[f"{pool}_quota"])
        self.optimum = self.misfit(self.best())

    def best(self):
        """The best plan, without a solver: steps of a convex cost are granted in the order of their costs."""
        members = defaultdict(list)
        for key, row in self.row_of.items():
            members[row].append(key)
        quotas = dict(self.floors)
        for row, keys in members.items():
            queue = [((quotas[key] + 0.5) / self.needs[key], key) for key in keys]
            heapq.heapify(queue)
            for _ in range(self.totals[row] - sum(quotas[key] for key in keys)):
                key = queue[0][1]
                quotas[key] += 1
                heapq.heapreplace(queue, ((quotas[key] + 0.5) / self.needs[key], key))
        return quotas

    def misfit(self, quotas):
        """The sum of log((k - 1/2) / need) over all posts: what Webster's method makes least."""
        half = math.lgamma(0.5)
        return math.fsum(math.lgamma(q + 0.5) - half - q * math.log(self.needs[key]) for key, q in quotas.items())

    def read(self, path):
        """The plan of a file. Ends the script where towns, needs, floors or totals are not those of the scenario."""
        quotas, sums = {}, defaultdict(int)
        with open(path, encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                group = row["group"].split("/") if "group" in row else (row[k] for k in ("province", "city", "county"))
                key = (*group, row["town"], row["pool"])
                quota = quotas[key] = int(row["quota_planned"])
                if key not in self.needs or abs(float(row["need"]) - self.needs[key]) > 2e-6:
                    sys.exit(f"{path}: {key} is not the scenario's town, or has another need: {row['need']}")
                if quota < self.floors[key]:
                    sys.exit(f"{path}: {key} is below its floor")
                sums[self.row_of[key]] += quota
        if quotas.keys() != self.needs.keys() or sums != self.totals:
            sys.exit(f"{path}: towns are missing, or totals are not kept")
        return quotas


def verified(allot, scenario, folder):
    """Whether the plan that Allot saves is proved by its certificate, and the quotas that it has."""
    output([allot, "plan", scenario, "--json", "--output", f"{folder}/plan.json"])
    return subprocess.run([allot, "verify", f"{folder}/plan.json", scenario], stdout=subprocess.DEVNULL).returncode == 0


def side_by_side(allot, builds, folder, is_quick):
    """Prints a table for each form of the totals; ends the script where a plan is not as good as the best."""
    towns = write_nation(allot, folder)
    for totals, title in TOTALS.items():
        scenario = f"{folder}/{totals}"
        checker = Checker(scenario)
        sums = ["county"] if totals == "county" else [str(total) for total in checker.pools.values()]
        files = [f"{scenario}/towns.csv"]
        def python(name, formulation, place):
            return [sys.executable, f"{PEERS}/nation_{name}.py", formulation, *files, f"{folder}/{place}.csv", *sums]
        commands = {
            "Allot": [allot, "plan", scenario, "--csv", "--output", f"{folder}/0.csv"],
            "raw C on GLPK": [f"{builds}/PlanInC", *files, f"{folder}/1.csv", *sums],
            "highspy": python("highspy", "segments", 2),
            "highspy, prices known": python("highspy", "prices", 3),
            "OR-Tools GLOP": python("glop", "segments", 4),
            "OR-Tools GLOP, prices known": python("glop", "prices", 5),
        }
        if not is_quick:
            commands["PuLP with GLPK"] = python("pulp", "segments", 6)
            commands["PuLP with GLPK, prices known"] = python("pulp", "prices", 7)
        cap = 60
        measured = in_turn(commands, runs=3 if is_quick else 5, cap=cap)
        plans = {
            name: checker.read(f"{folder}/{place}.csv") for place, name in enumerate(commands) if measured[name]
        }
        highs = checker.misfit(plans["highspy"])
        rows, is_wrong = [], False
        for name, found in measured.items():
            if not found:
                rows.append([name, f"over {cap}", "", "", "", "", ""])
                continue
            misfit = checker.misfit(plans[name])
            gap = max(abs(misfit / other - 1) for other in (checker.optimum, highs))
            is_same = gap <= 1e-9
            proof = verified(allot, scenario, folder) if name == "Allot" else None
            is_wrong = is_wrong or not is_same or proof is False
            others = sum(quota != plans["Allot"][key] for key, quota in plans[name].items())
            rows.append([
                name, f"{found.seconds:.2f}", f"{found.cpu:.2f}", f"{found.seconds / measured['Allot'].seconds:.2f}",
                f"{found.peak:.0f}", f"{'equal' if is_same else 'WORSE'} ({gap:.0e})" + {None: "", True: ", proof holds"}.get(
                    proof, ", PROOF FAILS"), str(others),
            ])
        print(f"The nation, {towns:,} towns, {title}: towns.csv to plan.csv,"
              f" medians of {measured['Allot'].runs} runs in turn (what takes over 15 s: one run)")
        table(["", "seconds", "CPU", "to Allot", "MB", "objective and optimum", "other quotas"], rows)
        if is_wrong:
            sys.exit(f"{title}: a plan is not the best there is, or its proof does not hold")
