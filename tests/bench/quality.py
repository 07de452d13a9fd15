#!/usr/bin/env python3
"""Writes docs/kwaliteit.md: how well the program does, each figure with its command and its date.

Usage: quality.py PROGRAM SHARED > docs/kwaliteit.md     (./run quality calls it)

Accuracy is measured here, on the labelled documents of tests/data/gold and, where they are there, of
SHARED/gold, in a corpus under build/quality that is kept, so that a second time only what is new is
read. The rest takes hours and is read from what ./run bench, ./run fuzz and ./run test-system left
in build/results; what was not run is said to be missing. Nothing is typed by hand: a figure that is
not in one of these files is not in the page.
"""
import collections
import csv
import datetime
import io
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tomllib
import xml.etree.ElementTree

program, shared = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
tree = pathlib.Path(__file__).resolve().parents[2]
work, results = tree / "build/quality", tree / "build/results"
core = ["procedure", "bekostiging", "looptijd", "verlenging", "aanbieders"]


def day_of(file):
    return datetime.date.fromtimestamp(file.stat().st_mtime).isoformat()


def run(*words):
    done = subprocess.run([program, *words, "--corpus", work / "corpus"], capture_output=True,
                          text=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"quality: inkoopmonitor {' '.join(map(str, words))}: {done.stderr}")
    return done.stdout


def gold_sets():
    """(name, folder) of every set of labelled documents."""
    sets = [(folder.name, folder) for folder in sorted((tree / "tests/data/gold").iterdir())
            if (folder / "index.csv").exists() and (folder / "gold.csv").exists()]
    if (shared / "gold/index.csv").exists():
        sets.insert(0, ("gold", shared / "gold"))
    return sets


def rows_of(file):
    with open(file, encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def fill_corpus(sets):
    """Offers all documents, each under the name of its set; returns labels and what each file is."""
    labels, about = [], {}
    for name, folder in sets:
        into = work / "in" / name
        into.mkdir(parents=True, exist_ok=True)
        with open(into / "manifest.csv", "w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(["path", "year", "openbaar"])
            for row in rows_of(folder / "index.csv"):
                file = f"{name}-{row['file']}"
                if not (into / file).exists():
                    shutil.copyfile(folder / "pdf" / row["file"], into / file)
                writer.writerow([file, row["year"], "nee"])
                about[file] = {"set": name, "way": row["kind"]}
        for row in rows_of(folder / "gold.csv"):
            row["file"] = f"{name}-{row['file']}"
            if row["file"] not in about:
                continue
            labels.append(row)
            if row["variable"] == "documentsoort":
                about[row["file"]]["soort"] = row["value"]
        run("import", into, "--year", "2024")
    run("classify")
    return labels, about


def evaluated(labels):
    """The table of `evaluate` over these labels, by variable."""
    file = work / "labels.csv"
    with open(file, "w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, ["file", "record", "variable", "value", "page"],
                                extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(labels)
    table = csv.DictReader(io.StringIO(run("evaluate", file, "--format", "csv")))
    return {row["variable"]: row for row in table}


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(map(str, row)) + " |" for row in rows]) + "\n"


def by_variable(found):
    return table(["variabele", "labels", "precisie", "volledigheid", "F1", "juiste bladzijde", "kappa"],
                 [[f"**{name}**" if name in core else name, row["n"], row["precision"], row["recall"],
                   row["f1"], row["page_right"], row["kappa"]]
                  for name, row in found.items() if name != "macro_f1"])


def by_group(labels, about, key, names):
    """F1 of the core variables in each group of documents, and their mean."""
    groups = collections.defaultdict(list)
    for row in labels:
        groups[about[row["file"]].get(key, "zonder label")].append(row)
    rows = []
    for group in sorted(groups):
        found = evaluated(groups[group])
        rows.append([names.get(group, group), len({row["file"] for row in groups[group]})] +
                    [found.get(name, {}).get("f1", "") for name in core] +
                    [found["macro_f1"]["f1"] if "macro_f1" in found else ""])
    return table(["", "stukken"] + core + ["gemiddeld"], rows)


ways = {
    "digital": "digitaal", "digital_lo": "digitaal (tekstverwerker)", "scan_clean": "scan, schoon",
    "scan_bad": "scan, slecht", "scan_fax": "fax", "bad_layer": "oude, kapotte tekstlaag",
    "mixed": "deels gescand",
}


def accuracy():
    sets = gold_sets()
    labels, about = fill_corpus(sets)
    found = evaluated(labels)
    today = datetime.date.today().isoformat()
    mean = found["macro_f1"]["f1"]
    return f"""## Juistheid op gelabelde stukken

`./run quality`, {today}: {len(about)} stukken in {len(sets)} sets, gemiddelde F1 van de vijf kernvariabelen (vet) {mean}.
Hoe elke set gebruikt is terwijl de regels geschreven werden staat in `tests/data/gold/README.md`; cijfers van sets die
gelezen zijn, zijn vleiend.

{by_variable(found)}
Precisie: welk deel van wat gegeven wordt goed is; volledigheid: welk deel van de labels gevonden wordt; juiste bladzijde:
bij hoeveel goede waarden het bewijs op de gelabelde bladzijde staat.

### Per set

{by_group(labels, about, "set", {})}
### Per soort stuk

{by_group(labels, about, "soort", {})}
### Naar hoe het stuk gemaakt is

{by_group(labels, about, "way", ways)}"""


def share(counts):
    return f"{counts['right']} van {counts['all']}: {counts['share']:.3f} ({counts['low']:.3f}–{counts['high']:.3f})"


def calibration():
    file = tree / "classify/calibration.toml"
    fitted = tomllib.loads(file.read_text(encoding="utf-8"))
    rows = [[f"{bucket['confidence']['from']:.2f}–{bucket['confidence']['to']:.2f}",
             f"{bucket['confidence']['mean']:.3f}", share(bucket["values"])]
            for bucket in fitted["reliability"]]
    quality = fitted["quality"]["calibrated"]
    made = subprocess.run(["git", "-C", tree, "log", "-1", "--format=%cs", "--", file],
                          capture_output=True, text=True, check=False).stdout.strip() or day_of(file)
    return f"""## Zekerheden

`inkoopmonitor calibrate`, {made} (`classify/calibration.toml`): {fitted['documents']} stukken en dossiers. Waarden die goed
zijn, met 95%-interval:

- alle waarden: {share(fitted['values'])}
- van stukken die de regels niet zagen: {share(fitted['fresh_values'])}
- kernwaarden boven de drempel ({fitted['review_threshold']}), alle stukken: {share(fitted['core_values_above'])}
- kernwaarden boven de drempel, stukken die de regels niet zagen: {share(fitted['fresh_core_values_above'])}

{table(["zekerheid", "gemiddeld", "goed"], rows)}
Kruislings gemeten per stuk: log loss {quality['log_loss']}, Brier {quality['brier']}, verwachte fout {quality['expected_error']}.
"""


def measured(title, section, command, keep):
    """What a section of the bench printed, as it printed it, but for lines that `keep` refuses."""
    file = results / f"bench_{section}.txt"
    if not file.exists():
        return f"## {title}\n\nNiet gemeten op deze machine: `{command}`.\n"
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if keep(line)]
    return f"## {title}\n\n`{command}`, {day_of(file)}:\n\n" + "\n".join(
        "    " + line if line else "" for line in lines) + "\n"


def kinds_only():
    """Of the labelled documents the table by kind is enough."""
    seen = False

    def keep(line):
        nonlocal seen
        seen = seen or line.startswith(("kind ", "== "))
        return seen and not re.match(r"^\w+\.pdf ", line) and not line.startswith("file ")
    return keep


def fuzzing():
    file = results / "fuzz.jsonl"
    if not file.exists():
        return "## Zoeken naar fouten met willekeurige invoer\n\nNiet gemeten op deze machine: `./run fuzz 600`.\n"
    totals = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        total = totals.setdefault(one["target"], {"seconds": 0, "runs": 0, "faults": 0, "date": ""})
        for name in ("seconds", "runs", "faults"):
            total[name] += one[name]
        total["date"] = max(total["date"], one["date"])
    hours = sum(total["seconds"] for total in totals.values()) / 3600
    rows = [[name, f"{total['seconds'] / 3600:.2f}", f"{total['runs']:,}".replace(",", "."),
             total["faults"], total["date"]] for name, total in sorted(totals.items())]
    return f"""## Zoeken naar fouten met willekeurige invoer

`./run fuzz`, {max(total['date'] for total in totals.values())}: {hours:.1f} uur sinds deze machine ze bijhoudt. Een fout die
gevonden werd is hersteld, en haar invoer staat sindsdien in `tests/fuzz/seeds`.

{table(["doel", "uren", "invoeren", "fouten", "laatst"], rows)}"""


def system_tests():
    files = sorted(results.glob("system_*.xml"))
    if not files:
        return "## Vijandige bestanden, stroomuitval, hele systemen\n\nNiet gemeten op deze machine: `./run test-system`.\n"
    rows, said = [], []
    for file in files:
        for case in xml.etree.ElementTree.parse(file).getroot().iter("testcase"):
            text = case.findtext("system-out") or ""
            if case.find("skipped") is not None:
                outcome = "overgeslagen"
            elif case.get("status") == "run" and case.find("failure") is None:
                outcome = "goed"
            else:
                outcome = "**niet goed**"
            rows.append([case.get("name"), outcome, f"{float(case.get('time') or 0):.0f} s", day_of(file)])
            said += re.findall(r"^\d+ (?:files in .*|rounds: .*)$|^ +\d+ \w[\w ,:()-]*$", text, re.M)
    counted = "Wat de proeven met vijandige bestanden (`hostile`) en met `kill -9` (`kill`) telden:\n\n"
    return f"""## Vijandige bestanden, stroomuitval, hele systemen

`./run test-system`, elke proef zoals zij het laatst gedaan is:

{table(["proef", "uitslag", "duur", "datum"], rows)}
""" + (counted + "\n".join("    " + line for line in said) + "\n" if said else "")


def everything(line):
    return True


def main():
    work.mkdir(parents=True, exist_ok=True)
    version = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    sections = [
        accuracy(),
        calibration(),
        measured("Leesfouten per soort stuk", "gold", "./run bench gold", kinds_only()),
        measured("OCR: snelheid en fouten naast anderen", "ocr", "./run bench ocr", everything),
        measured("Tekstlagen: snelheid naast anderen", "text", "./run bench text", everything),
        measured("Coderen: snelheid en geheugen", "classify", "./run bench classify", everything),
        fuzzing(),
        system_tests(),
    ]
    print(f"""# Kwaliteit

Gemaakt door `./run quality`; niets is met de hand ingevuld. **De gelabelde stukken zijn voor dit doel geschreven, niet
verzameld.** Op echte stukken kan het programma het slechter doen; meet het op stukken die u zelf gecodeerd hebt
(`inkoopmonitor evaluate`, `inkoopmonitor calibrate`).

    {version.strip().replace(chr(10), chr(10) + "    ")}

""" + "\n".join(sections), end="")


main()
