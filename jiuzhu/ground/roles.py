"""What the database itself enforces: rights of the application role, row security, rows that are only ever added."""

from django.conf import settings
from django.db.migrations.operations import RunSQL


def grant_defaults_sql() -> str:
    """Rights on everything the owner has made or will make. Run as owner before migrating."""
    role = settings.APP_ROLE
    return f"""
    GRANT USAGE ON SCHEMA public TO {role};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role};
    GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role};
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role};
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {role};
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT EXECUTE ON FUNCTIONS TO {role};
    """


GROUND_SQL = """
CREATE OR REPLACE FUNCTION jiuzhu_sees(township text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT current_setting('jiuzhu.scope', true) = '*' OR current_setting('jiuzhu.scope', true) = township
$$;
CREATE OR REPLACE FUNCTION jiuzhu_only_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are only ever added', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
"""


def row_security(table: str, column: str = "township") -> RunSQL:
    """Rows are visible and writable only within the transaction's scope, and never deleted (see `may_delete`)."""
    return RunSQL(
        f"""
        REVOKE DELETE, TRUNCATE ON {table} FROM {settings.APP_ROLE};
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        CREATE POLICY {table}_scope ON {table} USING (jiuzhu_sees({column})) WITH CHECK (jiuzhu_sees({column}));
        """,
        reverse_sql=f"DROP POLICY {table}_scope ON {table}; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;",
    )


def insert_or_change_only(table: str) -> RunSQL:
    """Rows the application may write and change, but not delete; for tables without row security."""
    return RunSQL(f"REVOKE DELETE, TRUNCATE ON {table} FROM {settings.APP_ROLE};", reverse_sql=RunSQL.noop)


def may_delete(table: str) -> RunSQL:
    """The exception: rows that an act replaces by others. Say why in the migration and in test_database_refuses."""
    return RunSQL(f"GRANT DELETE ON {table} TO {settings.APP_ROLE};", reverse_sql=RunSQL.noop)


def only_added(table: str) -> RunSQL:
    """Rows are never updated or deleted: no right for the application, a trigger against everyone else."""
    return RunSQL(
        f"""
        REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {settings.APP_ROLE};
        CREATE TRIGGER {table}_only_added BEFORE UPDATE OR DELETE ON {table}
          FOR EACH ROW EXECUTE FUNCTION jiuzhu_only_added();
        """,
        reverse_sql=f"DROP TRIGGER {table}_only_added ON {table};",
    )


def insert_only(table: str) -> RunSQL:
    """Rows the application may write but neither change nor delete; reading stays allowed for the lawful desks."""
    return RunSQL(f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {settings.APP_ROLE};", reverse_sql=RunSQL.noop)
