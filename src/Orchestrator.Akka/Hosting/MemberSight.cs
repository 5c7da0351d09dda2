using Microsoft.Extensions.Logging;
using Orchestrator.Akka.Cluster;
using Orchestrator.Akka.Remoting;
using Orchestrator.Hosting.Clusters;
using Orchestrator.Store.Journals;

namespace Orchestrator.Akka.Hosting;

/// <summary>A control plane's eye on the shared journal: notes when it is heard, tells the others, and makes the member
/// leave when it is to write the journal and cannot reach it, while another can.</summary>
internal sealed class MemberSight : IJournalSightPorts
{
    private static readonly TimeSpan AnswerMax = TimeSpan.FromMilliseconds(500);

    private readonly AkkaCluster _cluster;
    private readonly JournalSightOptions _options;
    private readonly ILogger _logger;
    private readonly IJournal _journal;
    private readonly JournalHearing _hearing;
    private volatile JournalIdentity? _identity;

    /// <summary>The others are answered from now on.</summary>
    /// <param name="cluster">This member's.</param>
    /// <param name="journal">Which has been opened.</param>
    /// <param name="options">When it is lost.</param>
    /// <param name="logger">Told of silences.</param>
    public MemberSight(AkkaCluster cluster, IJournal journal, JournalSightOptions options, ILogger logger)
    {
        (_cluster, _options, _logger) = (cluster, options, logger);
        var time = cluster.Actors.Time;
        _hearing = new JournalHearing(time, options.GapMax);
        _journal = journal;
        Journal = new HeardJournal(journal, _hearing, time);
        cluster.Akka.ActorOf(JournalGate.Props(_hearing, IdentifyAsync), JournalGate.Name);
    }

    /// <summary>The journal for the store.</summary>
    public IJournal Journal { get; }

    /// <summary>The store is open: this member can be one that is to lead.</summary>
    public void Begin() => _cluster.Actors.Spawn(
        "journal-sight", () => new JournalSight(_hearing, new AkkaWitnesses(_cluster), this, _options));

    /// <summary>Which journal this is: as it is now, or as it was when it last answered, or null before it had its
    /// first row.</summary>
    /// <remarks>Who has lost the journal tells as well: it may be on whoever joins now that it can leave.</remarks>
    public async Task<JournalIdentity?> IdentifyAsync()
    {
        try
        {
            var now = await JournalIdentity.ReadAsync(Journal, CancellationToken.None).AsTask().WaitAsync(AnswerMax);
            _identity = now ?? _identity;
        }
        catch (Exception error) when (error is JournalException or TimeoutException)
        {
            // The journal is away, here at least: JournalSight tells that.
        }
        return _identity;
    }

    public async ValueTask ProbeAsync(CancellationToken cancellation) => await Journal.FindLastAsync(cancellation);

    public void Leave(TimeSpan silence, JournalWitness hears)
    {
        var text = $"it was to write the journal and has not reached {_journal.Name} for {silence.TotalSeconds:0.0} s, "
            + $"while the control plane {hears.Member} does: it left, so that another one writes";
        MemberLog.JournalLeft(_logger, text);
        _ = _cluster.LeaveAsync(new JournalLost(text));
    }

    public void Lost(TimeSpan silence) =>
        MemberLog.JournalLost(_logger, _journal.Name, Math.Round(silence.TotalSeconds, 1));

    public void Back() => MemberLog.JournalBack(_logger, _journal.Name);
}
