"""A real district. Anything that belongs to the demo is refused at start, in plain words."""

import os

from config.settings.base import *  # noqa: F403
from config.settings.base import KEYS
from config.settings.keys import DEMO_MARK, KeyRingRefused

if not os.environ.get("JIUZHU_KEYS_FILE") or KEYS["made_for"] == DEMO_MARK:
    raise KeyRingRefused("生产环境不能使用演示密钥。请用 JIUZHU_KEYS_FILE 指定本单位自己的密钥文件。")
if os.environ.get("JIUZHU_DEMO") or os.environ.get("DJANGO_DEBUG"):
    raise KeyRingRefused("生产环境不能打开演示登录或调试。请去掉 JIUZHU_DEMO 和 DJANGO_DEBUG。")

DEBUG = False
DEMO = False
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_HSTS_SECONDS = 31_536_000
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
