"""Figures and procedures as they stand: every figure cited and without gap or overlap, every procedure well formed."""

from pathlib import Path

from jiuzhu.law.figure_file import read_figure
from jiuzhu.law.procedure_check import check
from jiuzhu.law.procedure_file import read_catalogue, read_folder
from jiuzhu.law.strict_yaml import BadFile
from tests.house.house import breach, files

FIGURES, PROCEDURES = "jiuzhu/law/parameters", "jiuzhu/law/procedures"
CITED = "every figure is cited, without gap or overlap"
FORMED = "every procedure is well formed"


def find_breaches(root: Path) -> list[str]:
    """What the law's own readers say about each file; their sentences are for the officials who keep the files."""
    found = []
    for file in files(root, FIGURES, endings=(".yaml",)):
        try:
            read_figure(file)
        except BadFile as error:
            place = file.relative_to(root).as_posix()
            found.append(breach(place, 1, str(error), CITED, "complete the file, or set confirmed: no"))
    folder = root / PROCEDURES
    if folder.is_dir():
        try:
            faults = check(read_folder(folder), read_catalogue(folder))
        except BadFile as error:
            faults = [str(error)]
        found += [breach(PROCEDURES, 1, fault, FORMED, "write a version that is whole") for fault in faults]
    return found
