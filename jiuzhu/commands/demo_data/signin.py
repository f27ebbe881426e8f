"""The demo's one password. It opens invented people's accounts in the demo only; production knows no demo accounts."""

PASSWORD = "jiuzhu-demo"
