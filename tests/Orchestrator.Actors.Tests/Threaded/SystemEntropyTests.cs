using Orchestrator.Actors.Threaded;

namespace Orchestrator.Actors.Tests.Threaded;

public sealed class SystemEntropyTests
{
    [Fact]
    public void Drawn_NeverTheSame()
    {
        var drawn = new HashSet<ulong>();
        for (var i = 0; i < 1000; i++)
            Assert.True(drawn.Add(SystemEntropy.Instance.NextUInt64()));
    }
}
