"""`python -m jiuzhu.gateways.bank.fake --port P --state DIR`: a bank for demo, simulation and tests."""

import sys
import time
from datetime import date

from jiuzhu.gateways.bank.fake.bank import MISCHIEF, Bank
from jiuzhu.gateways.bank.fake.scenario import Scenario
from jiuzhu.gateways.wire.fake import process


def main(argv: list[str] | None = None) -> int:
    made = process.parser("jiuzhu.gateways.bank.fake", "测试银行：按约定收文件、入账、回盘，流水落盘")
    made.add_argument("--failing-per-thousand", type=int, default=0, help="每千个账号中按种子失败的个数")
    args = made.parse_args(argv)
    return process.run(
        args,
        MISCHIEF,
        lambda journal, mischief: Bank(
            journal, mischief, Scenario(args.scenario, args.seed, args.failing_per_thousand)
        ),
        now=time.time,
        today=date.today,
    )


if __name__ == "__main__":
    sys.exit(main())
