namespace Orchestrator.Hosting.Tests;

public sealed class ControlPlaneEndpointTests
{
    [Theory]
    [InlineData("10.0.0.1:8443", "10.0.0.1:8443")]
    [InlineData("10.0.0.1", "10.0.0.1:6443")]
    [InlineData("lb.example:443", "lb.example:443")]
    [InlineData("[fd00::1]:6443", "[fd00::1]:6443")]
    [InlineData("[fd00::443]", "[fd00::443]:6443")]
    [InlineData("", null)]
    [InlineData("0.0.0.0:6443", null)]
    [InlineData("[::]:6443", null)]
    [InlineData("lb:0", null)]
    [InlineData("lb:70000", null)]
    [InlineData("https://lb:6443", null)]
    [InlineData("lb:6443/", null)]
    [InlineData("lb:6443/api", null)]
    [InlineData("user@lb:6443", null)]
    public void Parse(string text, string? endpoint) => Assert.Equal(endpoint, ControlPlaneEndpoint.Parse(text));

    [Theory]
    [InlineData("[fd00::1]:6443", "fd00::1")]
    [InlineData("lb.example:443", "lb.example")]
    public void HostOf_IsWhatACertificateNames(string endpoint, string host) =>
        Assert.Equal(host, ControlPlaneEndpoint.HostOf(endpoint));
}
