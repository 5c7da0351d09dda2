using Orchestrator.Api.Core.V1;
using Orchestrator.Controllers.Ownership;

namespace Orchestrator.Controllers.Tests.Ownership;

public class OwnWritesTests
{
    private readonly OwnWrites<ConfigMap> _writes = new();

    [Fact]
    public void CacheBehind_TheWriteIsRead()
    {
        var written = At("u", 5);
        _writes.Remember(written);

        Assert.Same(written, _writes.Newest(At("u", 4)));
        Assert.Same(written, _writes.Newest(At("u", 4)));
    }

    [Theory]
    [InlineData("caught up", "u", 5)]
    [InlineData("overtaken", "u", 10)]
    [InlineData("another of its name", "v", 3)]
    public void CacheNoLongerBehind_TheCacheIsReadFromThenOn(string name, string uid, int revision)
    {
        _writes.Remember(At("u", 5));
        var cached = At(uid, revision);

        Assert.True(ReferenceEquals(cached, _writes.Newest(cached)), name);
        var older = At("u", 4);
        Assert.Same(older, _writes.Newest(older));
    }

    private static ConfigMap At(string uid, int revision) => new()
    {
        Metadata = new() { Namespace = "default", Name = "m", Uid = uid, ResourceVersion = revision.ToString() },
    };
}
