using Orchestrator.Api.Apps.V1;
using Orchestrator.Testing;

namespace Orchestrator.Client.Tests.Reconciling;

public class ExpectationsTests
{
    private readonly ManualTime _time = new();
    private readonly Expectations _expected;
    private readonly ReplicaSet _set = new() { Metadata = new() { Namespace = "default", Name = "web", Uid = "1" } };

    public ExpectationsTests() => _expected = new Expectations(_time);

    [Fact]
    public void NothingExpected_IsMet() => Assert.True(_expected.AreMet(_set));

    [Fact]
    public void CreationsPending_AreMetWhenAllWereSeenOrFailed()
    {
        _expected.ExpectCreations(_set, 3);
        _expected.CreationObserved(_set.Key);
        _expected.CreationFailed(_set.Key);
        Assert.False(_expected.AreMet(_set));

        _expected.CreationObserved(_set.Key);
        Assert.True(_expected.AreMet(_set));
    }

    [Fact]
    public void DeletionSeenTwice_CountsOnce()
    {
        _expected.ExpectDeletions(_set, ["a", "b"]);
        _expected.DeletionObserved(_set.Key, "a");
        _expected.DeletionObserved(_set.Key, "a");
        Assert.False(_expected.AreMet(_set));

        _expected.DeletionObserved(_set.Key, "b");
        Assert.True(_expected.AreMet(_set));
    }

    [Fact]
    public void NeverSeen_IsLetGoAfterFiveMinutes()
    {
        _expected.ExpectCreations(_set, 1);
        _time.Advance(Expectations.Timeout - TimeSpan.FromSeconds(1));
        Assert.False(_expected.AreMet(_set));

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(_expected.AreMet(_set));
    }

    [Fact]
    public void OwnerCreatedAnew_OwesNothing()
    {
        _expected.ExpectCreations(_set, 1);

        Assert.True(_expected.AreMet(_set with { Metadata = _set.Metadata with { Uid = "2" } }));
    }

    [Fact]
    public void Forgotten_IsMet()
    {
        _expected.ExpectCreations(_set, 1);
        _expected.Forget(_set.Key);

        Assert.True(_expected.AreMet(_set));
    }
}
