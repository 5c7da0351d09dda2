using Orchestrator.Akka.Cluster.Downing;

namespace Orchestrator.Akka.Tests.Cluster.Downing;

/// <summary>One member's way to the rulings, which can be cut.</summary>
internal sealed class RulingWay(IRulingLog rulings) : IRulingLog
{
    private volatile bool _isCut;

    public bool IsCut
    {
        get => _isCut;
        set => _isCut = value;
    }

    public Task<(long Newest, IReadOnlySet<string> GivenUp)> ReadAsync() => Open().ReadAsync();

    public Task<bool> TryAppendAsync(long position, string by, IReadOnlyList<string> givenUp) =>
        Open().TryAppendAsync(position, by, givenUp);

    private IRulingLog Open() => _isCut ? new Lost() : rulings;

    private sealed class Lost : IRulingLog
    {
        public Task<(long Newest, IReadOnlySet<string> GivenUp)> ReadAsync() =>
            Task.FromException<(long, IReadOnlySet<string>)>(new IOException("the way is cut"));

        public Task<bool> TryAppendAsync(long position, string by, IReadOnlyList<string> givenUp) =>
            Task.FromException<bool>(new IOException("the way is cut"));
    }
}
