using Orchestrator.Store.Journals;
using Orchestrator.Store.Simulation;

namespace Orchestrator.Store.Tests.Roles;

/// <summary>A store is appointed while another leads, and writes: how many seals that takes.</summary>
public class OrderedSealTests
{
    private readonly SharedStores _stores = new(1, SharedStores.ByAppointment);
    private readonly SharedStores.Member _busy;
    private int _written;

    public OrderedSealTests()
    {
        _busy = _stores.All[0];
        _stores.System.Run(() => _busy.Host.AppointAsync());
    }

    [Fact]
    public void LeaderWritesBeforeEachSeal_OneAttempt_AndTheNewLeaderHasItsRows()
    {
        var heir = _stores.Start(disk => new KnockedJournal(disk, beforeSeal: WriteMoreAsync));
        Assert.InRange(Appointed(heir), 0, 0.2);
        CheckLed(heir, seals: 1);
        Assert.Equal(1, _stores.Disk.SealsBehindUnread);
    }

    [Fact]
    public void LeaderWritesBeforeEachRead_OneAttempt_AlthoughThereIsAlwaysMoreToRead()
    {
        var heir = _stores.Start(disk => new KnockedJournal(disk, beforeRead: WriteMoreAsync));
        Assert.InRange(Appointed(heir), 0, 0.2);
        CheckLed(heir, seals: 1);
    }

    [Fact]
    public void CandidateIsFarBehind_ReadsFirst_AndSealsWhenFewRowsAreLeft()
    {
        var heir = _stores.Start();
        _stores.Disk.Cut(heir.Disk, true);
        _stores.RunFor(1);
        for (var i = 0; i < 500; i++)
            _stores.Write(_busy, Objects.Put($"k{++_written}"));
        var revision = 0L;
        _stores.Disk.Observer = row =>
        {
            if (row.Kind == JournalRowKind.Seal)
                revision = heir.Host.Current.Revision;
        };
        _stores.System.Run(() =>
        {
            _ = heir.Host.AppointAsync().AsTask();
            return default;
        });
        _stores.Disk.Cut(heir.Disk, false);
        _stores.RunFor(2);
        CheckLed(heir, seals: 1);
        Assert.Equal(500, revision);
    }

    [Fact]
    public void JournalCannotBeHadAlone_TheSealTakesItsChance()
    {
        _stores.Disk.Faults = new DiskFaults { Occupied = 1 };
        var heir = _stores.Start();
        Assert.InRange(Appointed(heir), 0, 1);
        CheckLed(heir, seals: 2);
    }

    [Fact]
    public void JournalCannotBeHadAlone_AndTheLeaderIsInTheWay_HoldsItUpSeldom()
    {
        _stores.Disk.Faults = new DiskFaults { Occupied = 1 };
        var heir = _stores.Start(disk => new KnockedJournal(disk, beforeSeal: WriteMoreAsync));
        _stores.System.Run(() =>
        {
            _ = heir.Host.AppointAsync().AsTask();
            return default;
        });
        _stores.RunFor(10);
        Assert.True(_busy.Host.Leadership.IsLeader);
        Assert.Equal(1, heir.Journal.SealsBehindNewest);
        Assert.InRange(heir.Journal.Seals, 3, int.MaxValue);
        _stores.RunFor(30);
        Assert.InRange(heir.Journal.SealsBehindNewest, 2, 3);
        _stores.Disk.Faults = DiskFaults.None;
        _stores.RunFor(16);
        Assert.Equal(heir, _stores.Leader);
    }

    [Fact]
    public void LeaderThatWasSilentWritesBeforeTheSeal_IsAliveAfterAll_AndIsLeftAlone()
    {
        var stores = new SharedStores(1);
        var leader = stores.Leader;
        Task write = Task.CompletedTask;
        var heir = stores.Start(disk => new KnockedJournal(disk, beforeSeal: async () =>
        {
            stores.System.Resume(leader.Path);
            await (write = leader.Host.WriteAsync(Objects.Put("awake")).AsTask());
        }));
        stores.System.Pause(leader.Path);
        stores.RunFor(10);
        Assert.True(write.IsCompletedSuccessfully);
        Assert.Equal((1, 1, 0), (leader.Host.Epoch, heir.Journal.Seals, heir.Journal.SealsBehindNewest));
        Assert.Same(leader, stores.Leader);
    }

    /// <summary>Seconds until it leads.</summary>
    private double Appointed(SharedStores.Member member) => _stores.SecondsOf(() => member.Host.AppointAsync());

    /// <summary>The leader's, as long as it leads.</summary>
    private async Task WriteMoreAsync()
    {
        if (_busy.Host.Leadership.IsLeader)
            await _busy.Host.WriteAsync(Objects.Put($"k{++_written}"));
    }

    private void CheckLed(SharedStores.Member heir, int seals)
    {
        Assert.Equal(seals, heir.Journal.Seals);
        Assert.True(_written == 0 || heir.Host.Current.Get(Objects.Key($"k{_written}")) is not null);
        Assert.Equal(_written + 1, _stores.Write(heir, Objects.Put("last")).Revision);
        _stores.RunFor(1);
        Assert.Equal(new StoreLeadership(2, false, heir.Address), _busy.Host.Leadership);
        Assert.Equal(_written + 1, _busy.Host.Current.Revision);
    }
}
