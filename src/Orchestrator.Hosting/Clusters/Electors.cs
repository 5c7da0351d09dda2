using Orchestrator.Actors;
using Orchestrator.Client;

namespace Orchestrator.Hosting.Clusters;

/// <summary>Makes the actors that run a singleton's tree while they hold its Lease, and shows who leads: Events, log,
/// metric.</summary>
internal sealed class Electors(IActorSystem system, Candidacy candidacy) : IDisposable
{
    private readonly LeadershipMetrics _metrics = new();

    /// <param name="singleton">What is elected.</param>
    /// <param name="tree">Makes its root over a client that is fenced.</param>
    /// <param name="takesOver">Somebody else has placed it here: see
    /// <see cref="LeaderElectionOptions.TakesOver"/>.</param>
    public Func<Actor<LeaderElectorMessage>> Around<TMessage>(
        Singleton singleton, Func<IApiClient, Actor<TMessage>> tree, bool takesOver)
    {
        var failures = new LastFailure();
        var options = candidacy.Settings.OptionsFor(singleton.Lease, candidacy.Identity) with
        {
            TakesOver = takesOver,
            OnChange = leads => Changed(singleton, leads),
            OnFailure = error => Failed(singleton, failures, error),
        };
        var events = EventRecorder.Spawn(
            system, $"{singleton.Name}-election-events", singleton.Api, singleton.Reporter);
        _metrics.Set(singleton.Lease, false);
        return () => new LeaderElector(
            singleton.Api, options,
            (context, leadership) => context.Spawn("led", () => tree(leadership.Attach(singleton.Api))),
            events);
    }

    public void Dispose() => _metrics.Dispose();

    private void Changed(Singleton singleton, bool leads)
    {
        _metrics.Set(singleton.Lease, leads);
        Log.Leadership(candidacy.Logger, candidacy.Identity, leads ? "leads" : "no longer leads", singleton.Lease);
    }

    private void Failed(Singleton singleton, LastFailure last, Exception error)
    {
        if (last.IsNews(error.Message))
            Log.ElectionFailed(candidacy.Logger, singleton.Lease, error.Message);
    }

    /// <summary>An outage is told once, not every two seconds.</summary>
    private sealed class LastFailure
    {
        private string? _message;

        public bool IsNews(string message) => Interlocked.Exchange(ref _message, message) != message;
    }
}
