using Orchestrator.Store.Writes;

namespace Orchestrator.Store.Tests.Writes;

public class CommandBufferTests
{
    [Fact]
    public void Add_SaysWhetherTheActorMustBeWoken()
    {
        var buffer = new CommandBuffer(10, 1 << 20);
        Assert.True(buffer.Add(Write("a")));
        Assert.False(buffer.Add(Write("b")));
        buffer.Take([], 10, 1 << 20);
        Assert.True(buffer.Add(Write("c")));
    }

    [Fact]
    public void Add_BytesBound_CountsWhatWaits_ButLetsOneLargeWriteIn()
    {
        var buffer = new CommandBuffer(10, 1000);
        buffer.Add(Write("a", 5000));
        Assert.Throws<StoreFullException>(() => buffer.Add(Write("b")));
        buffer.Take([], 1, int.MaxValue);
        buffer.Add(Write("b"));
    }

    [Fact]
    public void Take_StopsAtEitherBound_AndKeepsTheOrder()
    {
        var buffer = new CommandBuffer(100, 1 << 20);
        foreach (var name in new[] { "a", "b", "c", "d" })
            buffer.Add(Write(name, 1000));
        var batch = new List<PendingWrite>();
        buffer.Take(batch, 3, 1 << 20);
        Assert.Equal(["a", "b", "c"], batch.Select(w => w.Command.Value!.Metadata.Name));
        buffer.Add(Write("e", 1000));
        batch.Clear();
        buffer.Take(batch, 10, 1500);
        Assert.Equal(["d"], batch.Select(w => w.Command.Value!.Metadata.Name));
    }

    [Fact]
    public async Task Closed_RefusesWithTheReason_UntilOpened()
    {
        var buffer = new CommandBuffer(10, 1 << 20);
        var waiting = Write("a");
        buffer.Add(waiting);
        buffer.Close(new StoreUnavailableException("because", false));
        Assert.Equal("because", Assert.Throws<StoreUnavailableException>(() => buffer.Add(Write("b"))).Message);
        buffer.FailAll(new StoreUnavailableException("gone", false));
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await waiting.WaitAsync(default));
        buffer.Open();
        Assert.True(buffer.Add(Write("c")));
    }

    private static PendingWrite Write(string name, int bytes = 10)
    {
        var command = Objects.Put(name, new string('x', bytes));
        return new PendingWrite(command, StoredObject.Prepare(command.Key, command.Value!, Objects.Codec));
    }
}
