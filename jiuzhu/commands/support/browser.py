"""The Chromium that journeys use: one that is there already; as root on Debian the package is installed first."""

import glob
import os
import shutil
import subprocess
from pathlib import Path

from jiuzhu.commands.support.progress import say

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGES = ("chromium", "fonts-noto-cjk")  # without the fonts Chinese is drawn as boxes
ADVICE = "请安装 Chromium（Debian：apt install chromium fonts-noto-cjk），或用环境变量 JZ_CHROMIUM 指定浏览器程序。"


def find() -> str | None:
    """`JZ_CHROMIUM`, one on the PATH, or one that Playwright has downloaded before."""
    named = os.environ.get("JZ_CHROMIUM")
    if named:
        return shutil.which(named)
    for name in NAMES:
        found = shutil.which(name)
        if found:
            return found
    cached = sorted(glob.glob(str(Path.home() / ".cache/ms-playwright/chromium-*/chrome-linux*/chrome")))
    return cached[-1] if cached else None


def find_or_install() -> str | None:
    """As `find`; as root on Debian installs the package where there is none, with apt's own progress."""
    found = find()
    if found or os.environ.get("JZ_CHROMIUM") or os.geteuid() != 0 or not shutil.which("apt-get"):
        return found
    say(f"没有浏览器，正在用 apt-get 安装 {'、'.join(PACKAGES)} …")
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update"], ["install", "-y", "--no-install-recommends", *PACKAGES]):
        subprocess.run(["apt-get", *words], env=environment, stdin=subprocess.DEVNULL, stdout=2)
    return find()
