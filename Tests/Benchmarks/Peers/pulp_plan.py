# SPDX-License-Identifier: GPL-3.0-or-later
"""The survey scenario's plan as a script with PuLP and GLPK would make it: same files in, same quotas out."""

import csv
import re
import sys

import pulp
import yaml

UNITS = {"人": 1, "万人": 1e4, "km²": 1, "公顷": 0.01, "万元": 1e4, "亿元": 1e8}
METRICS = {"常住人口": "resident_population", "管辖范围": "area", "经济总量": "economic_output", "工作强度": "work_intensity"}

folder = sys.argv[1]
with open(f"{folder}/scenario.yaml", encoding="utf-8") as file:
    scenario = yaml.safe_load(file)
with open(f"{folder}/{scenario['model']}", encoding="utf-8") as file:
    model = yaml.safe_load(file)
with open(f"{folder}/{scenario['towns']}", encoding="utf-8") as file:
    rows = list(csv.DictReader(file))

totals = {pool: s["total"] if isinstance(s, dict) else s for pool, s in scenario["pools"].items()}

towns = []
for row in rows:
    town = {"name": row["镇街"]}
    for heading, text in row.items():
        name, unit = re.fullmatch(r"(.*?)(?:\((.*)\))?", heading).groups()
        if name in METRICS:
            town[METRICS[name]] = float(text) * UNITS.get(unit, 1)
    towns.append(town)

needs = {}
for pool, total in totals.items():
    bases = sum(
        part["base"]["subdistrict"] for part in model["parts"] if "base" in part and pool in part.get("pools", [pool])
    )
    rest = total - bases * len(towns)
    weights = next(part["share"] for part in model["parts"] if "share" in part)
    sums = {metric: sum(town[metric] for town in towns) for metric in weights}
    for index, town in enumerate(towns):
        share = sum(weight * town[metric] / sums[metric] for metric, weight in weights.items())
        needs[index, pool] = bases + rest * share / sum(weights.values())

problem = pulp.LpProblem("plan", pulp.LpMinimize)
steps = {}
floors = {key: 11 if key[1] == "administrative" else 0 for key in needs}
for key, need in needs.items():
    for post in range(floors[key] + 1, int(2 * need) + 10):
        steps[key, post] = pulp.LpVariable(f"u_{key[0]}_{key[1]}_{post}", 0, 1)
problem += pulp.lpSum((post - 0.5) / needs[key] * step for (key, post), step in steps.items())
for pool, total in totals.items():
    fixed = sum(floor for key, floor in floors.items() if key[1] == pool)
    problem += pulp.lpSum(s for (key, _), s in steps.items() if key[1] == pool) == total - fixed
problem.solve(pulp.GLPK_CMD(msg=False))

quotas = dict(floors)
for (key, _), step in steps.items():
    quotas[key] += round(step.value())
writer = csv.writer(sys.stdout)
writer.writerow(["town", "pool", "need", "quota_planned"])
for (index, pool), quota in quotas.items():
    writer.writerow([towns[index]["name"], pool, f"{needs[index, pool]:.6f}", quota])
