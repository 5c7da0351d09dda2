using Orchestrator.Akka.Cluster.Downing;
using Orchestrator.Store.Postgres;

namespace Orchestrator.Akka.Journal;

/// <summary>The rulings in the journal that control planes share.</summary>
internal sealed class JournalRulings(string connection) : IRulingLog
{
    /// <inheritdoc cref="GivenUpRows.RowsMax"/>
    public const int RowsMax = GivenUpRows.RowsMax;

    private readonly GivenUpRows _rows = new(connection);

    public Task<(long Newest, IReadOnlySet<string> GivenUp)> ReadAsync() => _rows.ReadAsync();

    public Task<bool> TryAppendAsync(long position, string by, IReadOnlyList<string> givenUp) =>
        _rows.TryAppendAsync(position, by, givenUp, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
}
