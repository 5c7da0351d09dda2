using Orchestrator.Actors;
using Orchestrator.Store.Journals;
using Orchestrator.Store.Reads;
using Orchestrator.Store.Roles;
using Orchestrator.Store.Writes;

namespace Orchestrator.Store;

/// <summary>What the store's front and its actor share, and what outlives the actor's incarnations.</summary>
internal sealed class StoreState : IDisposable
{
    private readonly TaskCompletionSource _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile StoreUnavailableException? _lostBecause;
    private long _epoch;

    public StoreState(IJournal journal, IObjectCodec codec, StoreOptions options)
    {
        Journal = journal;
        Codec = codec;
        Options = options;
        Follows = options.Follow && !journal.IsExclusive && journal is IJournalFollower;
        Candidacy = new Candidacy(Follows && options.Succession == Succession.Appointment);
        Buffer = new CommandBuffer(options.WaitingCommandsMax, options.WaitingBytesMax);
        Reads = new FreshReads(options.WaitingReadsMax);
        Metrics = new StoreMetrics(
            () => Publication.Current?.Revision ?? 0,
            () => Publication.History?.Count ?? 0,
            () => Journal.SizeBytes,
            () => Buffer.Count);
    }

    public IJournal Journal { get; }

    public IObjectCodec Codec { get; }

    public StoreOptions Options { get; }

    /// <summary>Other stores share the journal, and this one follows whichever leads.</summary>
    public bool Follows { get; }

    public Candidacy Candidacy { get; }

    public CommandBuffer Buffer { get; }

    public FreshReads Reads { get; }

    public FollowerLag Lag { get; } = new();

    public Publication Publication { get; } = new();

    public LeadershipBoard Leadership { get; } = new();

    public StoreMetrics Metrics { get; }

    /// <summary>A start has ended, well or not.</summary>
    public Signal Ready { get; } = new();

    /// <summary>Ends when another leader has taken over.</summary>
    public Task Lost => _lost.Task;

    /// <summary>The last write has been answered.</summary>
    public Signal Finished { get; } = new();

    public StoreUnavailableException? LostBecause => _lostBecause;

    /// <summary>The last leadership that was taken; 0 before the first.</summary>
    public long Epoch => Volatile.Read(ref _epoch);

    /// <summary>Why the last append, look-up or snapshot failed; null when it did not.</summary>
    public volatile string? Trouble;

    /// <summary>Orderly stop: set before the buffer is closed, and kept across restarts.</summary>
    public volatile bool IsFinishing;

    /// <summary>The number by which this store knows its own seal; null when none can be on its way.</summary>
    public ulong? Candidate { get; private set; }

    /// <summary>The number for the next seal. A store that follows draws another one after each seal that got in, so
    /// that it does not take an old one, read again, for news.</summary>
    public ulong CandidateOr(Entropy entropy) => Candidate ??= entropy.NextUInt64() | 1;

    public void Lead(long epoch)
    {
        Volatile.Write(ref _epoch, epoch);
        if (Follows)
            Candidate = null;
    }

    /// <summary>Another store leads, or nobody is known to.</summary>
    public void Follow(long epoch, string? leader)
    {
        if (Buffer.Refusal is not NotLeaderException refusal || refusal.Leader != leader)
            Refuse(new NotLeaderException(leader));
        Leadership.Post(new StoreLeadership(epoch, IsLeader: false, leader));
    }

    /// <summary>Writes are taken here from now on.</summary>
    public void Open()
    {
        if (IsFinishing || Candidacy.IsLeaving)
            return;
        Lag.Clear();
        Buffer.Open();
        var address = Options.Advertise.Length > 0 ? Options.Advertise : null;
        Leadership.Post(new StoreLeadership(Epoch, IsLeader: true, address));
        Candidacy.Leads();
    }

    /// <summary>Fails what waits and what comes, until the buffer is opened again.</summary>
    public void Refuse(StoreUnavailableException why)
    {
        Buffer.Close(why);
        Buffer.FailAll(why);
    }

    public void Lose(StoreUnavailableException why)
    {
        _lostBecause = why;
        Refuse(why);
        Leadership.Post(new StoreLeadership(Epoch, IsLeader: false, Leader: null));
        _lost.TrySetResult();
        Finished.Set();
    }

    public void Finish()
    {
        Candidacy.LeaveOffice();
        Finished.Set();
    }

    public void Dispose() => Metrics.Dispose();
}
