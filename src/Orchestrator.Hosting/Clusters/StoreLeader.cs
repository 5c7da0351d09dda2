using Orchestrator.Actors;
using Orchestrator.Store;
using Orchestrator.Store.Journals;

namespace Orchestrator.Hosting.Clusters;

/// <summary>Makes this process' store the one that leads for as long as the actor runs: a cluster runs it on one
/// member.</summary>
/// <remarks>Its start does not wait until the store leads, so that it can be stopped at any time; it has stopped when
/// the store no longer leads, so that the next member's finds the journal left in order. Where two run at a time, the
/// journal's seal decides.</remarks>
/// <param name="store">With <see cref="Succession.Appointment"/>.</param>
public sealed class StoreLeader(IStoreCandidate store) : Actor<StoreLeaderMessage>
{
    private static readonly Backoff Pauses = new(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(5));
    private int _failures;

    public override ValueTask OnStartAsync()
    {
        Appoint();
        return default;
    }

    public override ValueTask OnMessageAsync(StoreLeaderMessage message)
    {
        switch (message)
        {
            case Led:
                _failures = 0;
                break;
            case Failed { Error: JournalException or StoreUnavailableException }:
                _failures++;
                Context.Timers.Once(typeof(RetryDue), Pauses.After(_failures, Context.System.Entropy), new RetryDue());
                break;
            case Failed m:
                throw new InvalidOperationException($"the store cannot be appointed: {m.Error.Message}", m.Error);
            case RetryDue:
                Appoint();
                break;
        }
        return default;
    }

    public override ValueTask OnStopAsync() => store.DismissAsync();

    private void Appoint() =>
        Context.Pipe(store.AppointAsync(Ended), () => new Led(), error => new Failed(error));

    private sealed record Led : StoreLeaderMessage;

    private sealed record Failed(Exception Error) : StoreLeaderMessage;

    private sealed record RetryDue : StoreLeaderMessage;
}
