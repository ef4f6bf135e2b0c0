namespace ValetKey.Local.Queues;

/// <summary>The table of the messages of all queues.</summary>
internal static class QueueSchema
{
    // The content is last, and what a receive changes before it keeps its length: SQLite then leaves the pages of a large content alone.
    public const string Create = """
        CREATE TABLE IF NOT EXISTS messages (
            sequence INTEGER PRIMARY KEY,
            id BLOB NOT NULL,
            queue BLOB NOT NULL,
            visible INTEGER NOT NULL,
            inserted INTEGER NOT NULL,
            expires INTEGER NOT NULL,
            receipt BLOB NOT NULL,
            receives INTEGER NOT NULL,
            content_type TEXT,
            content BLOB NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX IF NOT EXISTS messages_by_id ON messages (id);
        CREATE INDEX IF NOT EXISTS messages_by_turn ON messages (queue, visible);
        CREATE INDEX IF NOT EXISTS messages_by_expiry ON messages (expires);
        """;
}
