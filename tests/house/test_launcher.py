"""`./jz` on machines that lack something: an old Python, no network, an interrupted installation. Real pip."""

import ast
import hashlib
import importlib.machinery
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from jiuzhu.commands.support.processes import wait_until
from tests.commands.places import CHECKOUT, clean_environment, private_folder

OLD = """
import runpy, sys
sys.version_info = (3, 9, 2, "final", 0)
sys.argv = [{launcher!r}, "up"]
runpy.run_path({launcher!r}, run_name="__main__")
"""
WITHOUT_ENSUREPIP = """
import importlib.util, runpy, sys
find = importlib.util.find_spec
importlib.util.find_spec = lambda name, *more: None if name == "ensurepip" else find(name, *more)
sys.argv = [{launcher!r}, "hello"]
runpy.run_path({launcher!r}, run_name="__main__")
"""
# A build backend that can be held up in the middle, so that an installation can be killed exactly there.
BACKEND = """
import os
from pathlib import Path
import wheel_maker
def build_editable(folder, config_settings=None, metadata_directory=None):
    here = Path(__file__).parent
    (here / "building").touch()
    if os.environ.get("HOLD"):
        open(here / "never").read()
    script = "import sys\\ndef main():\\n    import tinydep; print(tinydep.ANSWER, *sys.argv[1:]); return 0\\n"
    command = "[console_scripts]\\njiuzhu = tinyapp:main\\n"
    return wheel_maker.make(Path(folder), "tinyapp", {"tinyapp.py": script}, command).name
"""
WHEEL_MAKER = """
import base64, hashlib, zipfile
def make(folder, name, files, entry_points=""):
    info = name + "-1.0.dist-info"
    files = dict(files)
    files[info + "/METADATA"] = "Metadata-Version: 2.1\\nName: %s\\nVersion: 1.0\\n" % name
    files[info + "/WHEEL"] = "Wheel-Version: 1.0\\nGenerator: test\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n"
    if entry_points:
        files[info + "/entry_points.txt"] = entry_points
    rows = []
    path = folder / (name + "-1.0-py3-none-any.whl")
    with zipfile.ZipFile(path, "w") as archive:
        for inside, text in files.items():
            digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
            rows.append("%s,sha256=%s,%d" % (inside, digest, len(text.encode())))
            archive.writestr(inside, text)
        archive.writestr(info + "/RECORD", "\\n".join(rows + [info + "/RECORD,,"]) + "\\n")
    return path
"""


class TinyCheckout:
    """A checkout with the real launcher, one dependency and a project of a few lines; its index is a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.index = folder / "index"
        self.index.mkdir()
        shutil.copy(CHECKOUT / "jz", folder / "jz")
        (folder / "wheel_maker.py").write_text(WHEEL_MAKER)
        (folder / "backend.py").write_text(BACKEND)
        (folder / "pyproject.toml").write_text(
            '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n'
            '[project]\nname = "tinyapp"\nversion = "1.0"\n'
        )
        maker = importlib.util.spec_from_file_location("wheel_maker", folder / "wheel_maker.py")
        assert maker is not None and maker.loader is not None
        module = importlib.util.module_from_spec(maker)
        maker.loader.exec_module(module)
        self.wheel: Path = module.make(self.index, "tinydep", {"tinydep.py": "ANSWER = 42\n"})
        self.lock(hashlib.sha256(self.wheel.read_bytes()).hexdigest())

    def lock(self, digest: str) -> None:
        (self.folder / "requirements.lock").write_text(f"tinydep==1.0 \\\n    --hash=sha256:{digest}\n")

    def start(self, *words: str, **more: str) -> subprocess.Popen[str]:
        environment = clean_environment(
            PIP_NO_INDEX="1", PIP_FIND_LINKS=str(self.index), PIP_CONFIG_FILE=os.devnull, **more
        )
        return subprocess.Popen(
            [sys.executable, str(self.folder / "jz"), *words],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def run(self, *words: str, **more: str) -> tuple[int, str, str]:
        process = self.start(*words, **more)
        out, err = process.communicate()
        return process.returncode, out, err

    @property
    def library(self) -> Path:
        return next((self.folder / ".venv/lib").iterdir()) / "site-packages"


@pytest.fixture
def checkout() -> Iterator[TinyCheckout]:
    with private_folder() as folder:
        yield TinyCheckout(folder)


@pytest.fixture(scope="module")
def launcher() -> ModuleType:
    loader = importlib.machinery.SourceFileLoader("jz_launcher", str(CHECKOUT / "jz"))
    spec = importlib.util.spec_from_loader("jz_launcher", loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


def test_launcher_still_parses_on_python_3_6() -> None:
    ast.parse((CHECKOUT / "jz").read_text("utf-8"), feature_version=(3, 6))


def test_old_python_is_named_with_what_to_install() -> None:
    script = OLD.format(launcher=str(CHECKOUT / "jz"))
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={"PATH": "/nonexistent", "LC_ALL": "C"},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 2
    assert "需要 Python 3.11 或更新的版本，现在的是 3.9" in done.stderr
    assert "Traceback" not in done.stderr and done.stdout == ""


def test_first_start_installs_and_later_ones_need_no_index(checkout: TinyCheckout) -> None:
    status, out, err = checkout.run("hello", "you")
    assert (status, out) == (0, "42 hello you\n"), err
    assert "安装完成" in err
    shutil.rmtree(checkout.index)
    assert checkout.run("again") == (0, "42 again\n", "")


def test_changed_lock_installs_again(checkout: TinyCheckout) -> None:
    checkout.run()
    (checkout.folder / "pyproject.toml").open("a").write("# changed\n")
    status, out, err = checkout.run()
    assert (status, out) == (0, "42\n")
    assert "依赖有变化" in err


def test_killed_installation_goes_on_at_the_next_start(checkout: TinyCheckout) -> None:
    os.mkfifo(checkout.folder / "never")
    held = checkout.start(HOLD="1")
    assert wait_until((checkout.folder / "building").exists, 120)
    os.killpg(held.pid, signal.SIGKILL)
    held.communicate()
    # What a kill while pip was writing leaves: files, metadata, no RECORD yet, and one file not written at all.
    (checkout.library / "tinydep-1.0.dist-info" / "RECORD").unlink()
    (checkout.library / "tinydep.py").unlink()
    status, out, err = checkout.run("on")
    assert (status, out) == (0, "42 on\n"), err


def test_installation_told_to_stop_says_so_and_takes_pip_along(checkout: TinyCheckout) -> None:
    os.mkfifo(checkout.folder / "never")
    held = checkout.start(HOLD="1")
    assert wait_until((checkout.folder / "building").exists, 120)
    held.terminate()
    _, err = held.communicate()
    assert held.returncode == 130
    assert "已中断。再运行一次会接着装" in err and "Traceback" not in err
    assert checkout.run("on")[:2] == (0, "42 on\n")


def test_broken_venv_is_made_anew(checkout: TinyCheckout) -> None:
    checkout.run()
    for name in ("bin", "installed"):
        target = checkout.folder / ".venv" / name
        shutil.rmtree(target) if target.is_dir() else target.unlink()
    assert checkout.run("on")[:2] == (0, "42 on\n")


def test_python_without_ensurepip_lends_its_own_pip(checkout: TinyCheckout) -> None:
    """As Debian's python3 without python3-venv."""
    launcher = str(checkout.folder / "jz")
    script = WITHOUT_ENSUREPIP.format(launcher=launcher)
    environment = clean_environment(PIP_NO_INDEX="1", PIP_FIND_LINKS=str(checkout.index), PIP_CONFIG_FILE=os.devnull)
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "42 hello\n"), done.stderr
    assert not (checkout.library / "pip").exists()


def test_no_network_at_first_start(checkout: TinyCheckout) -> None:
    checkout.wheel.unlink()
    status, out, err = checkout.run()
    assert (status, out) == (2, "")
    assert "首次安装需要联网" in err and "Traceback" not in err


def test_download_that_differs_from_its_hash_is_refused(checkout: TinyCheckout) -> None:
    checkout.lock("0" * 64)
    status, _, err = checkout.run()
    assert status == 2 and "指纹不符" in err
    assert not (checkout.library / "tinydep.py").exists()


def test_place_that_cannot_be_written(checkout: TinyCheckout) -> None:
    (checkout.folder / ".venv").write_text("in the way")
    status, _, err = checkout.run()
    assert status == 2 and "不能在" in err and "请检查写权限" in err


def test_full_disk_before_and_during_the_installation(
    launcher: ModuleType, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    with pytest.raises(SystemExit) as ended:
        launcher.explain("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device")
    assert ended.value.code == 2 and "磁盘已满" in capfd.readouterr().err
    monkeypatch.setattr(launcher, "VENV", str(tmp_path / ".venv"))
    monkeypatch.setattr(launcher, "STAMP", str(tmp_path / ".venv/installed"))
    monkeypatch.setattr(launcher, "DISK_MB", 10**9)
    with pytest.raises(SystemExit) as ended:
        launcher.install("any")
    assert ended.value.code == 2 and "磁盘空间不够" in capfd.readouterr().err
