"""Makes the register's data files from the collected sources (see SOURCE.md).

Usage: derive.py SOURCES, run in this folder. SOURCES holds register_1990_2025.csv,
herindelingen_2000_2023.csv, regions_2022.csv, jeugdzorgregio_2015.csv and population.csv. Only what
the program uses is kept: municipalities from 2014 on, changes from 2014 on, six kinds of region.
aliases.csv, region_aliases.csv and voorziening.csv are written by hand and not touched.
"""

import csv
import pathlib
import sys

FIRST_YEAR = 2014
SOURCES = pathlib.Path(sys.argv[1])
REGION_KINDS = ["jeugdregio", "zorgkantoorregio", "ggdregio", "veiligthuisregio",
                "arbeidsmarktregio", "provincie"]
# The register of 2014 misspells a municipality that ended on 1 January 2014.
NAME_CORRECTIONS = {"Skasterlân": "Skarsterlân"}


def read(name):
    with open(SOURCES / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(name, header, rows):
    with open(name, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def municipalities():
    write("municipality_year.csv",
          ["year", "gm_code", "name", "province", "begin_date", "end_date"],
          [[r["year"], r["gm_code"], NAME_CORRECTIONS.get(r["name"], r["name"]), r["province"],
            r["begin_date"], r["end_date"]]
           for r in read("register_1990_2025.csv") if int(r["year"]) >= FIRST_YEAR])


def changes():
    write("municipality_change.csv", ["date", "old_gm", "new_gm", "is_split"],
          [[r["date"], r["old_gm"], r["new_gm"], r["is_split"]]
           for r in read("herindelingen_2000_2023.csv") if r["date"] >= f"{FIRST_YEAR}-01-01"])


def regions():
    names, members = set(), set()
    for row in read("regions_2022.csv"):
        for kind in REGION_KINDS:
            code = row[kind + "_code"]
            names.add((kind, 2022, code, row[kind]))
            members.add((kind, 2022, code, row["gm_code"]))
    # Errors of the list of 2015: Apeldoorn is missing, Alphen aan den Rijn stands in Midden Holland
    # too, Maasdonk had ended on 1 January.
    wrong = {("Midden Holland", "GM0484"), ("Noord-Oost Brabant", "GM1671")}
    listed = {(r["jeugdzorgregio"], r["gm_code"]) for r in read("jeugdzorgregio_2015.csv")} - wrong
    listed.add(("Midden IJssel-Oost Veluwe", "GM0200"))
    # It has no codes; a region's own name stands in their place.
    for name, municipality in listed:
        names.add(("jeugdregio", 2015, name, name))
        members.add(("jeugdregio", 2015, name, municipality))
    write("region.csv", ["kind", "year", "code", "name"], sorted(names))
    write("region_member.csv", ["kind", "year", "code", "gm_code"], sorted(members))


def population():
    write("population.csv", ["year", "gm_code", "inhabitants"],
          sorted([r["year_1jan"], r["gm_code"], r["population"]] for r in read("population.csv")))


municipalities()
changes()
regions()
population()
