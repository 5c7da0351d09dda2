namespace Orchestrator.Store.Postgres;

/// <summary>The server's process behind a connection. Process numbers are used again, so its start belongs to
/// it.</summary>
internal readonly record struct Backend(int ProcessId, string Start);
