using Akka.Configuration;
using Akka.Persistence;
using Akka.Persistence.TestKit;
using Orchestrator.Akka.Journal;
using Orchestrator.Store;
using Orchestrator.Store.Journals;
using Orchestrator.Store.Tests;

namespace Orchestrator.Akka.Tests.Journal;

/// <summary>A store over Akka's journal while TestKit's journal fails, refuses and stalls.</summary>
public sealed class AkkaJournalFaultTests()
    : PersistenceTestKit(ConfigurationFactory.ParseString("akka { loglevel = OFF, stdout-loglevel = OFF }"))
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("fails")]
    [InlineData("refuses")]
    public async Task WriteFails_NothingHappened_AndTheNextOneIsKept(string how)
    {
        await using var running = await StartAsync();
        Assert.Equal(1, (await running.Store.WriteAsync(Objects.Put("a", "one"))).Revision);
        await WithJournalWrite(
            journal => how == "fails" ? journal.Fail() : journal.Reject(),
            async () =>
            {
                var error = await Assert.ThrowsAsync<StoreUnavailableException>(
                    async () => await running.Store.WriteAsync(Objects.Put("a", "two")));
                Assert.False(error.MayHaveHappened);
                Assert.Equal("one", Objects.Text(running.Store.Current.Get(Objects.Key("a"))));
            });
        Assert.Equal(2, (await running.Store.WriteAsync(Objects.Put("a", "three"))).Revision);
        Assert.Equal(1, running.Store.Epoch);
    }

    [Fact]
    public async Task JournalStalls_ReadsAreServed_AndTheWriteIsAnsweredOnce()
    {
        await using var running = await StartAsync();
        await running.Store.WriteAsync(Objects.Put("a", "one"));
        var gate = new Gate();
        Task<WriteResult> first = null!, second = null!;
        await WithJournalWrite(
            journal => journal.SetInterceptorAsync(gate),
            async () =>
            {
                first = running.Store.WriteAsync(Objects.Put("a", "two")).AsTask();
                await gate.Entered.Task.WaitAsync(Patience);
                second = running.Store.WriteAsync(Objects.Put("b", "three")).AsTask();
                Assert.Equal("one", Objects.Text(running.Store.Current.Get(Objects.Key("a"))));
                Assert.False(first.IsCompleted || second.IsCompleted);
                gate.Opened.SetResult();
                await Task.WhenAll(first, second).WaitAsync(Patience);
            });
        Assert.Equal((2, 3), ((await first).Revision, (await second).Revision));
        var rows = await running.Journal.ReadAsync(new JournalPosition(1, 0), 1 << 20, default);
        Assert.Equal([1, 2, 3], rows.Select(row => row.Position.Sequence));
    }

    [Fact]
    public async Task JournalCannotBeRead_TheOutcomeIsCalledUnknown_UntilItCanBe()
    {
        await using var running = await StartAsync();
        await running.Store.WriteAsync(Objects.Put("a", "one"));
        await WithJournalRecovery(
            reads => reads.Fail(),
            () => WithJournalWrite(
                writes => writes.Fail(),
                async () => await Assert.ThrowsAsync<StoreUnavailableException>(
                    async () => await running.Store.WriteAsync(Objects.Put("a", "two")))));
        await WrittenAsync(running, "three");
        Assert.Equal("three", Objects.Text(running.Store.Current.Get(Objects.Key("a"))));
        Assert.Equal(2, running.Store.Current.Revision);
    }

    [Fact]
    public async Task ActorSystemEnds_CallsFail_InsteadOfWaiting()
    {
        var journal = new AkkaJournal(Sys, "akka.persistence.journal.test", new MemoryJournal());
        var gate = new Gate();
        await WithJournalWrite(
            writes => writes.SetInterceptorAsync(gate),
            async () =>
            {
                var append = journal.AppendAsync(new(new(1, 1), JournalRowKind.Batch, 0, new byte[1]), default).AsTask();
                await gate.Entered.Task.WaitAsync(Patience);
                await journal.DisposeAsync();
                await Assert.ThrowsAsync<JournalException>(() => append.WaitAsync(Patience));
                await Assert.ThrowsAsync<JournalException>(
                    () => journal.ReadAsync(new(1, 0), 1, default).AsTask().WaitAsync(Patience));
                gate.Opened.SetResult();
            });
    }

    private async Task<Running> StartAsync() =>
        await Running.StartAsync(
            new AkkaJournal(Sys, "akka.persistence.journal.test", new MemoryJournal()), StoreOptions.Default);

    /// <summary>As a client does: again, where nothing happened.</summary>
    private static async Task WrittenAsync(Running running, string text)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            try
            {
                await running.Store.WriteAsync(Objects.Put("a", text));
                return;
            }
            catch (StoreUnavailableException error)
            {
                Assert.False(error.MayHaveHappened);
                await Task.Delay(50, limit.Token);
            }
        }
    }

    private sealed class Gate : IJournalInterceptor
    {
        public TaskCompletionSource Entered { get; } = new();

        public TaskCompletionSource Opened { get; } = new();

        public Task InterceptAsync(IPersistentRepresentation message)
        {
            Entered.TrySetResult();
            return Opened.Task;
        }
    }
}
