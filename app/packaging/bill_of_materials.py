#!/usr/bin/env python3
"""Writes what a build is made of as SPDX 2.3 (JSON).

Usage: bill_of_materials.py PROGRAM VERSION [DATE] > inkoopmonitor.spdx.json

Three sources, none typed by hand here: the libraries that the program loads (ldd, dpkg), those that are
compiled into it and the files of others in the tree (the tables of docs/NOTICES.md, which also give
the licences). DATE is that of the last commit where it is not given, so that the same tree and machine
give the same bytes. A library that the program names itself and NOTICES.md does not is an error.
"""
import hashlib
import json
import pathlib
import re
import subprocess
import sys

tree = pathlib.Path(__file__).resolve().parents[2]
notices = (tree / "docs/NOTICES.md").read_text()
data = ["tesseract-ocr-nld", "poppler-data", "hunspell-nl", "fonts-liberation"]


def output_of(*command):
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def noticed(heading):
    """The table below a heading of NOTICES.md: licences by Debian's names."""
    section = notices.split("\n## " + heading, 1)[1].split("\n## ")[0]
    rows = re.findall(r"^\| [^|]+ \| ([^|]+) \| `([^`]+)` \|$", section, re.MULTILINE)
    return {name: license_text for license_text, name in rows}


compiled_in = noticed("Compiled into the program")
licenses = compiled_in | noticed("Used as shared libraries")


def owners_of(paths):
    """Names of the Debian packages that these files are of."""
    resolved = sorted({str(pathlib.Path(path).resolve()) for path in paths})
    owners = output_of("dpkg", "-S", *resolved, *paths)
    return sorted({line.split(":")[0] for line in owners.splitlines() if ": " in line})


def debian_packages(program):
    """Names of the Debian packages that the program needs to start."""
    return owners_of(re.findall(r"=> (/\S+)", output_of("ldd", program)))


def source_of(name):
    return output_of("dpkg-query", "-W", "-f=${source:Package}", name)


def without_notice(program):
    """Packages of the libraries that the program names itself, as far as NOTICES.md does not."""
    named = set(re.findall(r"NEEDED.*\[(\S+)\]", output_of("readelf", "-d", program)))
    paths = re.findall(r"(\S+) => (/\S+)", output_of("ldd", program))
    owners = owners_of([path for library, path in paths if library in named])
    return [owner for owner in owners if source_of(owner) not in licenses]


def debian_entry(name, relation):
    format_text = "${Version}\t${source:Package}\t${Homepage}"
    found = output_of("dpkg-query", "-W", "-f=" + format_text, name).split("\t")
    if len(found) != 3:
        return None
    version, source, homepage = found
    license_text = licenses.get(name, licenses.get(source, "NOASSERTION")).split(" (")[0]
    return {
        "SPDXID": "SPDXRef-deb-" + re.sub(r"[^A-Za-z0-9.-]", "-", name),
        "name": name,
        "versionInfo": version,
        "supplier": "Organization: Debian",
        "downloadLocation": "https://snapshot.debian.org/package/" + source + "/",
        "homepage": homepage or "NOASSERTION",
        "licenseConcluded": license_text,
        "licenseDeclared": license_text,
        "copyrightText": "see /usr/share/doc/" + name + "/copyright",
        "externalRefs": [{
            "referenceCategory": "PACKAGE-MANAGER",
            "referenceType": "purl",
            "referenceLocator": f"pkg:deb/debian/{name}@{version}",
        }],
    }, relation


def embedded_entries():
    """The rows of the table of NOTICES.md whose files are in this tree."""
    for line in notices.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not line.startswith("| ") or len(cells) != 5 or cells[0] in ("what", "---"):
            continue
        place = tree / cells[3].strip("`")
        if not place.exists():
            continue
        files = sorted(place.rglob("*")) if place.is_dir() else [place]
        digest = hashlib.sha256()
        for file in files:
            if file.is_file():
                digest.update(file.read_bytes())
        license_id = cells[2].split(" ")[0]
        npm = re.search(r"npm `([^`]+)`", cells[4])
        entry = {
            "SPDXID": "SPDXRef-file-" + re.sub(r"[^A-Za-z0-9.-]+", "-", cells[0].split(",")[0]),
            "name": npm.group(1) if npm else cells[0],
            "versionInfo": cells[1],
            "downloadLocation": "NOASSERTION",
            "licenseConcluded": license_id,
            "licenseDeclared": license_id,
            "copyrightText": "NOASSERTION",
            "comment": f"{cells[3].strip('`')}; SHA-256 over its files: {digest.hexdigest()}",
        }
        if npm:
            entry["externalRefs"] = [{
                "referenceCategory": "PACKAGE-MANAGER",
                "referenceType": "purl",
                "referenceLocator": "pkg:npm/" + npm.group(1).replace("@", "%40") + "@" + cells[1],
            }]
        yield entry, "CONTAINS"


def main():
    if len(sys.argv) < 3:
        sys.exit("usage: bill_of_materials.py PROGRAM VERSION [DATE]")
    program, version = sys.argv[1:3]
    if missing := without_notice(program):
        sys.exit("bill_of_materials.py: docs/NOTICES.md does not name the source of: " + ", ".join(missing))
    date = sys.argv[3] if len(sys.argv) > 3 else output_of(
        "git", "-C", str(tree), "log", "-1", "--date=format-local:%Y-%m-%dT%H:%M:%SZ",
        "--format=%cd").strip() or "1970-01-01T00:00:00Z"
    parts = [debian_entry(name, "DYNAMIC_LINK") for name in debian_packages(program)]
    parts += [debian_entry(name, "STATIC_LINK") for name in compiled_in]
    parts += [debian_entry(name, "DEPENDS_ON") for name in data]
    parts = [part for part in parts if part] + list(embedded_entries())
    root = {
        "SPDXID": "SPDXRef-inkoopmonitor",
        "name": "inkoopmonitor",
        "versionInfo": version,
        "downloadLocation": "NOASSERTION",
        "licenseConcluded": "GPL-3.0-only",
        "licenseDeclared": "GPL-3.0-or-later",
        "copyrightText": "NOASSERTION",
        "checksums": [{"algorithm": "SHA256",
                       "checksumValue": hashlib.sha256(pathlib.Path(program).read_bytes()).hexdigest()}],
    }
    bill = {
        "spdxVersion": "SPDX-2.3",
        "dataLicense": "CC0-1.0",
        "SPDXID": "SPDXRef-DOCUMENT",
        "name": "inkoopmonitor-" + version,
        "documentNamespace": "https://inkoopmonitor.invalid/spdx/" + root["checksums"][0]["checksumValue"],
        "creationInfo": {"created": date, "creators": ["Tool: bill_of_materials.py"]},
        "packages": [root] + [entry for entry, _ in parts],
        "relationships": [{"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES",
                           "relatedSpdxElement": root["SPDXID"]}] +
                         [{"spdxElementId": root["SPDXID"], "relationshipType": relation,
                           "relatedSpdxElement": entry["SPDXID"]} for entry, relation in parts],
    }
    json.dump(bill, sys.stdout, indent=1, ensure_ascii=False)
    print()


if __name__ == "__main__":
    main()
