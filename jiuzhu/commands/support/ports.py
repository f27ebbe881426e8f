"""Ports on this machine's own address: who may take them, and what to say when someone has."""

import socket

from jiuzhu.commands.errors import CommandError

HOST = "127.0.0.1"
DEFAULT = 8620
HIGHEST = 65533  # the two fakes take the next two


def free(port: int) -> bool:
    """Could a server listen there now? A port whose last connections are still closing counts as free."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
            probe.listen(1)
        except OSError:
            return False
    return True


def three_from(port: int) -> tuple[int, int, int]:
    """The ports of web, check centre and bank; raises CommandError naming the taken one and a free choice."""
    if not 1024 <= port <= HIGHEST:
        raise CommandError(
            f"端口 {port} 不能用，请在 1024 到 {HIGHEST} 之间选一个：--port 端口号，或环境变量 JZ_PORT。"
        )
    wanted = (port, port + 1, port + 2)
    taken = [number for number in wanted if not free(number)]
    if taken:
        other = next((p for p in range(port + 3, HIGHEST, 3) if all(map(free, (p, p + 1, p + 2)))), None)
        hint = f"例如 ./jz up --port {other}" if other else "--port 端口号"
        raise CommandError(
            f"端口 {'、'.join(map(str, taken))} 已被别的程序占用。请换一个端口：{hint}（也可以设环境变量 JZ_PORT）。",
            f"Port {', '.join(map(str, taken))} is taken. Choose another: --port {other} or JZ_PORT={other}.",
        )
    return wanted
