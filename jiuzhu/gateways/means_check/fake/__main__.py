"""`python -m jiuzhu.gateways.means_check.fake --port P --state DIR`: a check centre for demo, simulation and tests."""

import sys
import time
from datetime import date

from jiuzhu.gateways.means_check.fake.centre import MISCHIEF, Centre
from jiuzhu.gateways.means_check.fake.scenario import Scenario
from jiuzhu.gateways.wire.fake import process


def main(argv: list[str] | None = None) -> int:
    made = process.parser("jiuzhu.gateways.means_check.fake", "测试核对中心：按约定收请求、出报告，流水落盘")
    made.add_argument("--delay-days", type=int, default=0, help="收到请求几天后出报告，情景文件可另定")
    args = made.parse_args(argv)
    return process.run(
        args,
        MISCHIEF,
        lambda journal, mischief: Centre(journal, mischief, Scenario(args.scenario, args.seed, args.delay_days)),
        now=time.time,
        today=date.today,
    )


if __name__ == "__main__":
    sys.exit(main())
