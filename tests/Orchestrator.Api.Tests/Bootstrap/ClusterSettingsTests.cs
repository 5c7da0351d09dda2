using Orchestrator.Api.Bootstrap;

namespace Orchestrator.Api.Tests.Bootstrap;

public sealed class ClusterSettingsTests
{
    private static readonly ClusterSettings Recorded = new("10.96.0.0/12", "lb:6443");

    [Fact]
    public void WrittenAndRead_IsTheSame_AndKeepsWhatElseIsThere()
    {
        var map = Recorded.ToConfigMap();
        var more = map with { Data = map.Data.With("note", "of the administrator") };

        Assert.Equal(Recorded, ClusterSettings.Of(more));
        Assert.Equal("of the administrator", new ClusterSettings("10.0.0.0/8", "").WrittenTo(more).Data["note"]);
        Assert.Equal(("kube-system", "orchestrator-config"), (map.Metadata.Namespace, map.Metadata.Name));
    }

    [Theory]
    [InlineData("nothing asked for", "10.96.0.0/12", "", "10.96.0.0/12", "lb:6443")]
    [InlineData("another endpoint", "10.96.0.0/12", "vip:6443", "10.96.0.0/12", "vip:6443")]
    [InlineData("another range, and an endpoint", "10.0.0.0/16", "vip:6443", "10.96.0.0/12", "lb:6443")]
    public void JoinedBy(string what, string subnet, string endpoint, string subnetNow, string endpointNow)
    {
        var now = Recorded.JoinedBy(new(subnet, endpoint));

        Assert.True(now == new ClusterSettings(subnetNow, endpointNow), what);
    }
}
