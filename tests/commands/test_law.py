from jiuzhu.commands.main import main


def test_a_clause_is_shown_with_what_it_demands_and_where_it_lives(capsys):
    assert main(["law", "show", "n1.3"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("n1.3  通知第一条（应当）\n  要求：")
    assert "低保审核确认办理周期 cycle_dibao" in said
    assert "最低生活保障审核确认：审批" in said


def test_an_unknown_clause_ends_with_status_2_and_a_sentence(capsys):
    assert main(["law", "show", "n99.1"]) == 2
    answer = capsys.readouterr()
    assert "没有条款 n99.1" in answer.err
    assert answer.out == ""


def test_the_law_is_whole(capsys):
    assert main(["law", "check"]) == 0
    assert "完整" in capsys.readouterr().out


def test_the_pages_are_written_and_old_ones_removed(tmp_path, capsys):
    (tmp_path / "gone.md").write_text("old", "utf-8")
    assert main(["law", "docs", "--out", str(tmp_path)]) == 0
    assert "已写" in capsys.readouterr().out
    assert not (tmp_path / "gone.md").exists()
    assert "n1.3" in (tmp_path / "notice.md").read_text("utf-8")


def test_a_folder_that_cannot_be_written_ends_with_status_2(tmp_path, capsys):
    (tmp_path / "file").write_text("", "utf-8")
    assert main(["law", "docs", "--out", str(tmp_path / "file")]) == 2
    assert "写不了" in capsys.readouterr().err
