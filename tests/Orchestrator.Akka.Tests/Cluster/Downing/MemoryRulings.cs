using Orchestrator.Akka.Cluster.Downing;

namespace Orchestrator.Akka.Tests.Cluster.Downing;

/// <summary>A journal's rulings in this process.</summary>
internal sealed class MemoryRulings : IRulingLog
{
    private readonly Lock _lock = new();
    private readonly List<(string By, IReadOnlyList<string> GivenUp)> _rulings = [];

    public IReadOnlyList<(string By, IReadOnlyList<string> GivenUp)> All
    {
        get
        {
            lock (_lock)
                return [.. _rulings];
        }
    }

    public Task<(long Newest, IReadOnlySet<string> GivenUp)> ReadAsync()
    {
        lock (_lock)
        {
            IReadOnlySet<string> all = _rulings.SelectMany(ruling => ruling.GivenUp).ToHashSet(StringComparer.Ordinal);
            return Task.FromResult(((long)_rulings.Count, all));
        }
    }

    public Task<bool> TryAppendAsync(long position, string by, IReadOnlyList<string> givenUp)
    {
        lock (_lock)
        {
            if (position != _rulings.Count + 1)
                return Task.FromResult(false);
            _rulings.Add((by, givenUp));
            return Task.FromResult(true);
        }
    }
}
